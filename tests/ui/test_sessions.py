"""What one person does stays with that person: nobody else's session sees it."""

from matchmaker.ui import texts
from tests.ui.conftest import Open


def test_no_session_sees_the_shortlist_the_refusals_or_the_changes_of_another(open_app: Open) -> None:
    keeps, hides, builds = (
        open_app(page=page, organisation="es-bec") for page in ("partners", "partners", "consortia")
    )
    kept = next(each for each in keeps.button if each.label == texts.KEEP)
    hidden = next(each for each in hides.button if each.label == texts.NOT_THIS_ONE)
    never = next(each for each in builds.button if (each.key or "").startswith("consortia.without."))
    for app, button in ((keeps, kept), (hides, hidden), (builds, never)):
        button.click()
        app.run()
    for app in (keeps, hides, builds):
        app.run()
        assert not app.exception
    assert [each.key for each in keeps.button if each.label == texts.KEPT] == [kept.key.replace(".keep.", ".drop.")]
    assert not [each for each in hides.button if each.label == texts.KEPT]
    assert any(each.label == texts.PARTNERS_SHOW_AGAIN for each in hides.button)
    assert not any(each.label == texts.PARTNERS_SHOW_AGAIN for each in keeps.button)
    assert builds.session_state["consortia.exclude"] == [never.key.rsplit(".", 1)[1]]
    fresh = open_app(page="partners", organisation="es-bec")
    assert not [each for each in fresh.button if each.label in (texts.KEPT, texts.PARTNERS_SHOW_AGAIN)]
