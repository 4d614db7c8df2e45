from pathlib import Path

import pytest
import yaml

from matchmaker.catalogue.ecosystem import ECOSYSTEMS
from matchmaker.errors import BadInput
from matchmaker.profiles.descriptions import ClassPhrases, read_descriptions


def test_every_ecosystem_is_described_in_english_and_in_other_languages() -> None:
    descriptions = read_descriptions()
    assert tuple(each.name for each in descriptions) == ECOSYSTEMS
    assert all(len(set(each.phrases)) == len(each.phrases) >= 5 for each in descriptions)
    assert all({"de", "fr", "es"} <= each.elsewhere.keys() for each in descriptions)


def test_no_phrase_describes_two_ecosystems() -> None:
    owners: dict[str, set[str]] = {}
    for each in read_descriptions():
        for text in (*each.phrases, *(text for texts in each.elsewhere.values() for text in texts)):
            owners.setdefault(text.casefold(), set()).add(each.name)
    assert [text for text, names in owners.items() if len(names) > 1] == []


def test_a_missing_ecosystem_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ecosystems.yaml"
    entry = {"name": "Health", "about": "x", "phrases": ["x"], "elsewhere": {}}
    path.write_text(yaml.safe_dump([entry]), encoding="utf-8")
    with pytest.raises(BadInput, match="Tourism"):
        read_descriptions(path)


def test_phrases_of_some_languages_keep_their_owners(class_phrases_: ClassPhrases) -> None:
    german = class_phrases_.of({"de"})
    at = german.texts.index("Windenergie und Photovoltaik")
    assert ECOSYSTEMS[german.owners[at]] == "Energy-Renewables"
    assert german.embeddings.shape[0] == len(german.texts) == len(german.owners) < len(class_phrases_.texts)
