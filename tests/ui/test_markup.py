from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from matchmaker.ui.markup import capitalised, plain, tag


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=40))
def test_plain_text_reads_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt().parse(plain(text))
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special"}
    assert "".join(child.content for child in inline).replace("\u2060", "") == text.strip()


def test_plain_text_keeps_its_lines() -> None:
    html = MarkdownIt().render(plain("one\n  two"))
    assert html == "<p>one<br />\ntwo</p>\n"


def test_attributes_are_escaped() -> None:
    assert tag("p", "x", class_="a", aria_label='"<') == '<p class="a" aria-label="&quot;&lt;">x</p>'


def test_a_capital_changes_the_first_letter_alone() -> None:
    assert [capitalised(each) for each in ("", "eU rules", "éa")] == ["", "EU rules", "Éa"]
