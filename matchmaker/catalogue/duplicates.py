"""Organisations that are probably one and the same: by name, country and website."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process, utils

from matchmaker.catalogue.organisation import Organisation

ALIKE = 90.0  # of 100 by rapidfuzz; below, names such as "Digital Cluster" of two regions begin to be taken for one
_SAME_WORD = 75.0  # of 100: "cluster" and "clusters", "energia" and "energy"
_BLOCK = 256  # names compared with all others at once, so that a large country needs little memory


@dataclass(frozen=True)
class Duplicate:
    """Two organisations that are probably one, and why."""

    first: Organisation
    second: Organisation
    reason: str


def likely_duplicates(organisations: Sequence[Organisation]) -> tuple[Duplicate, ...]:
    """Return pairs with the same website or legal id, or of one country with nearly the same name."""
    found: dict[tuple[str, str], Duplicate] = {}
    for duplicate in (*_same(organisations, "legal_id"), *_same(organisations, "website"), *_alike(organisations)):
        found.setdefault((duplicate.first.id, duplicate.second.id), duplicate)
    return tuple(found.values())


def _same(organisations: Sequence[Organisation], field: str) -> Iterator[Duplicate]:
    groups: dict[str, list[Organisation]] = {}
    for organisation in organisations:
        value = _bare(getattr(organisation, field))
        if value:
            groups.setdefault(value, []).append(organisation)
    for value, group in groups.items():
        for first, second in combinations(group, 2):
            yield Duplicate(first, second, f"both have the {field.replace('_', ' ')} {value}")


def _bare(address: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", address.casefold()).rstrip("/")


def _alike(organisations: Sequence[Organisation]) -> Iterator[Duplicate]:
    countries: dict[str, list[Organisation]] = {}
    for organisation in organisations:
        countries.setdefault(organisation.country, []).append(organisation)
    for group in countries.values():
        names = [utils.default_process(organisation.name) for organisation in group]
        for start in range(0, len(names), _BLOCK):
            block = names[start : start + _BLOCK]
            scores = process.cdist(block, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
            for row, column in zip(*scores.nonzero(), strict=True):
                if start + row < column and _same_words(block[row], names[column]):
                    reason = f"their names are alike to {scores[row, column]:.0f} %"
                    yield Duplicate(group[start + row], group[column], reason)


def _same_words(one: str, other: str) -> bool:
    """Tell whether every word of one name but not of the other has its like there, unless the other says nothing else.

    "gi-Cluster" and "si-Cluster" are alike letter by letter, and two clusters.
    """
    words, others = sorted(set(one.split()) - set(other.split())), sorted(set(other.split()) - set(one.split()))
    fewer, more = sorted((words, others), key=len)
    return all(process.extractOne(word, more, scorer=fuzz.ratio, score_cutoff=_SAME_WORD) for word in fewer)
