from urllib.parse import parse_qs

from matchmaker.ui import texts
from tests.ui.conftest import Open


def test_who_comes_back_to_a_page_finds_it_as_it_was_left(open_app: Open) -> None:
    app = open_app(page="check", member=["es-bec", "dk-ecd"], market=["JP"])
    app.run()  # as any click does
    links = {each.proto.label: parse_qs(each.proto.query_string) for each in app.get("page_link")}
    assert links[texts.CHECK_TITLE] == {"member": ["es-bec", "dk-ecd"], "market": ["JP"]}
    assert links[texts.PARTNERS_TITLE] == {}
