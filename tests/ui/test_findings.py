from matchmaker.calls.finding import Finding, Outcome
from matchmaker.catalogue.organisation import Organisation
from matchmaker.ui import texts
from matchmaker.ui.findings import gaps

MEMBERS = (
    Organisation(id="es-bec", name="Basque Energy Cluster", country="ES", short_name="BEC"),
    Organisation(id="es-bec-2", name="Another One", country="ES"),
)


def _finding(outcome: Outcome, reason: str = "", members: tuple[str, ...] = ()) -> Finding:
    return Finding("kind", outcome, "A clause.", reason, members, "A remedy.")


def test_findings_are_grouped_by_who_can_mend_them() -> None:
    findings = [
        _finding(Outcome.PASS),
        _finding(Outcome.ADVICE),
        _finding(Outcome.EVIDENCE),
        _finding(Outcome.EVIDENCE, members=("es-bec",)),
        _finding(Outcome.FAIL),
    ]
    grouped = gaps(findings, MEMBERS)
    assert [gap.heading for gap in grouped] == [
        texts.BROKEN,
        texts.ASK_MEMBERS,
        texts.STATE_IN_APPLICATION,
        texts.ADVICE,
    ]
    assert [len(gap.findings) for gap in grouped] == [1, 1, 1, 1]


def test_passes_leave_no_gap() -> None:
    assert gaps([_finding(Outcome.PASS)], MEMBERS) == ()


def test_members_are_called_by_name_and_a_longer_id_is_not_cut() -> None:
    finding = _finding(Outcome.EVIDENCE, "es-bec: unknown; es-bec-2, es-bec-3: unknown.", ("es-bec",))
    (gap,) = gaps([finding], MEMBERS)
    assert gap.findings[0].reason == "BEC: unknown; Another One, es-bec-3: unknown."


def test_a_reason_begins_with_a_capital() -> None:
    (gap,) = gaps([_finding(Outcome.FAIL, "too few.")], MEMBERS)
    assert gap.findings[0].reason == "Too few."
