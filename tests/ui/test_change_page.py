import io
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from matchmaker.catalogue.folder import read_folder, records_of
from matchmaker.matchmaker import Matchmaker
from matchmaker.ui import texts
from matchmaker.ui.own import zipped
from tests.ui.conftest import Open


def _edit(open_app: Open, **fields: str) -> AppTest:
    app = open_app(page="change", organisation="es-bec")
    for name, value in fields.items():
        app.text_input(key=f"change.es-bec.{name}").set_value(value)
    next(each for each in app.button if each.label == texts.EDIT_SAVE).click().run()
    assert not app.exception
    return app


def _import(open_app: Open, content: bytes, name: str = "mine.csv") -> AppTest:
    app = open_app(page="change")
    app.file_uploader[0].upload(name, content, "text/csv").run()
    assert not app.exception
    return app


def test_a_correction_counts_in_this_session_alone(open_app: Open, matchmaker: Matchmaker) -> None:
    app = _edit(open_app, website="www.bec.example", founding_year="1996")
    changed = app.session_state["own"].matchmaker.catalogue["es-bec"]
    assert (changed.website, changed.founding_year) == ("www.bec.example", 1996)
    assert matchmaker.catalogue["es-bec"].website != "www.bec.example"
    assert "own" not in open_app(page="change").session_state


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_changed(open_app: Open) -> None:
    app = _edit(open_app, website="javascript:alert(1)", members="many")
    assert len(app.error) == 2
    assert "own" not in app.session_state


def test_an_import_is_shown_before_it_is_done(open_app: Open) -> None:
    app = _import(open_app, b"name;country\nNew Sea Cluster;PT\n")
    assert "Would be added: 1" in "".join(each.value for each in app.markdown).replace("\\", "")
    assert "own" not in app.session_state
    app.button(key="change.import").click().run()
    assert not app.exception
    assert app.session_state["own"].matchmaker.catalogue["pt-new-sea-cluster"].name == "New Sea Cluster"


def test_only_the_good_rows_are_imported_where_others_are_bad(open_app: Open) -> None:
    app = _import(open_app, b"name,country\nGood,PT\n<script>alert(1)</script>,Atlantis\n")
    assert len(app.warning) == 1
    shown = "".join(each.proto.body for each in app.get("html"))
    assert "mine.csv, row 3, column country" in shown
    assert "Atlantis" in shown
    assert app.button(key="change.import").label == texts.IMPORT_GOOD


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("latin.csv", "name,country\nCafé,FR\n".encode("latin-1")),
        ("zero.csv", b"\x00\x00\x00"),
        ("broken.xlsx", b"PK\x03\x04 no workbook"),
        ("other.csv", b"a,b\n1,2\n"),
    ],
    ids=["encoding", "zero bytes", "workbook", "no table"],
)
def test_a_file_that_cannot_be_read_is_explained_by_its_own_name(open_app: Open, name: str, content: bytes) -> None:
    app = _import(open_app, content, name)
    (error,) = app.error
    shown = error.value.replace("\\", "")
    assert name in shown
    assert "/" not in shown


def test_two_are_merged_and_their_partnerships_and_old_id_are_kept(open_app: Open, matchmaker: Matchmaker) -> None:
    partnerships = matchmaker.catalogue.partnerships_of
    spanish = [each for each in matchmaker.catalogue if each.country == "ES" and partnerships[each.id]]
    kept, dropped = spanish[0], spanish[1]
    app = open_app(page="change")
    app.segmented_control(key="change.how").set_value(texts.CHANGE_MERGE).run()
    app.selectbox(key="change.kept").set_value(kept.id)
    app.selectbox(key="change.dropped").set_value(dropped.id).run()
    app.button(key="change.merge").click().run()
    assert not app.exception
    merged = app.session_state["own"].matchmaker.catalogue
    assert merged[dropped.id].id == kept.id
    acronyms = {each.acronym for each in (*partnerships[kept.id], *partnerships[dropped.id])}
    assert {each.acronym for each in merged.partnerships_of[kept.id]} == acronyms


def test_the_download_is_a_catalogue_that_can_be_opened(tmp_path: Path, matchmaker: Matchmaker) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(records_of(matchmaker.catalogue)))) as archive:
        archive.extractall(tmp_path)
    assert read_folder(tmp_path / "catalogue").organisations == matchmaker.catalogue.organisations
