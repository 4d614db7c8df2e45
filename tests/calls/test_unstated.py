"""What only a field of the application can answer, and cells that hold no legal id."""

import pytest

from matchmaker.calls.application import Application, Member
from matchmaker.calls.call import load_call
from matchmaker.calls.check import check
from matchmaker.calls.finding import Outcome, Verdict
from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Kind, Organisation, Platform
from matchmaker.shipped import shipped

CALL = load_call(shipped("data") / "calls", "GRO/SME/20/C/02")
STATED = {
    "markets": ("JP", "US"),
    "duration": 36,
    "total_cost": "600000",
    "share_asked": "500000",
    "defence": False,
    "smes_involved": True,
}


def organisations(legal_id: str = "") -> Catalogue:
    return Catalogue(
        tuple(
            Organisation(
                id=country.lower(),
                name=f"Cluster {country}",
                country=country,
                kind=Kind.CLUSTER,
                legal_id=legal_id or f"{country}123",
                parent="none",
                platform=Platform.REGISTERED,
            )
            for country in ("ES", "FR", "DE")
        )
    )


def application(**stated: object) -> Application:
    members = tuple(Member(organisation=each, evidence={"services": "statutes"}) for each in ("es", "fr", "de"))
    return Application.model_validate({"members": members, **STATED, **stated})


def test_an_application_that_states_everything_is_eligible() -> None:
    assert check(application(), CALL, organisations()).verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        ("markets", {"markets": ()}),
        ("duration", {"duration": None}),
        ("money", {"total_cost": None, "share_asked": None}),
        ("not-defence", {"defence": None}),
    ],
)
def test_no_note_stands_in_for_what_the_application_must_state(rule: str, missing: dict[str, object]) -> None:
    assessment = check(application(**missing, evidence={rule: "see the annex"}), CALL, organisations())
    (finding,) = (each for each in assessment.findings if each.rule == rule)
    assert finding.outcome is Outcome.EVIDENCE
    assert finding.evidence == ("see the annex",)
    assert assessment.verdict is Verdict.EVIDENCE


def test_a_note_may_justify_a_longer_duration() -> None:
    assessment = check(application(duration=40, evidence={"duration": "annex 2"}), CALL, organisations())
    assert assessment.verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize("legal_id", ["none", "None", "no", "0", "000", "null", "pending", "N.N.", "n/a", "-"])
def test_a_cell_that_holds_no_legal_id_joins_no_strangers(legal_id: str) -> None:
    assessment = check(application(), CALL, organisations(legal_id))
    (finding,) = (each for each in assessment.findings if each.rule == "entities")
    assert finding.outcome is Outcome.EVIDENCE
