"""Who the European side of a reported collaboration is: names as pages give them, matched to the catalogue."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils
from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.duplicates import ALIKE  # below, other clusters of the same field match
from matchmaker.catalogue.third_country import Collaboration

Bearer = tuple[str, str]
"""An organisation's id and a partnership's acronym, one of them empty."""


@dataclass(frozen=True)
class Collaborator:
    """The European side of a collaboration: an organisation by its id, or a partnership by its acronym.

    Exactly one of `organisation_id` and `acronym` is filled in. `score` is 100 where a name is the same but for case,
    accents and punctuation, and else how alike the names are.
    """

    collaboration: Collaboration
    organisation_id: str = ""
    acronym: str = ""
    score: float = 100.0


@dataclass(frozen=True)
class Matched:
    """Collaborations whose European side is known to the catalogue, and those whose is not."""

    collaborators: tuple[Collaborator, ...]
    unmatched: tuple[Collaboration, ...]


def match_collaborators(catalogue: Catalogue) -> Matched:
    """Match the European name of each collaboration to a partnership or an organisation of the catalogue.

    A name is taken whole, without what stands in brackets, and as what stands in brackets. The same acronym, short
    name, name or id comes first; then the name that is most alike, if it is so to at least `ALIKE`. A name that several
    organisations bear is left unmatched: nobody's contacts are guessed. Collaborations with organisations that the
    catalogue does not hold are left out.
    """
    known = {each.id for each in catalogue.third_country_organisations}
    names = _names(catalogue)
    found: dict[str, tuple[Bearer, float] | None] = {}
    collaborators, unmatched = [], []
    for collaboration in catalogue.collaborations:
        if collaboration.third_country_organisation_id not in known:
            continue
        name = collaboration.european_name
        if name not in found:
            found[name] = names.find(name)
        match = found[name]
        if match is None:
            unmatched.append(collaboration)
        else:
            (organisation_id, acronym), score = match
            collaborators.append(Collaborator(collaboration, organisation_id, acronym, score))
    return Matched(tuple(collaborators), tuple(unmatched))


@dataclass(frozen=True)
class _Names:
    """Who bears which name: `bearers` by each spelling, and by its slug; None where it has two bearers."""

    spellings: Mapping[str, Bearer | None]
    slugs: Mapping[str, Bearer | None]

    def find(self, name: str) -> tuple[Bearer, float] | None:
        """Return who is meant by a name, and how alike the names are, of 100; None where that is not certain."""
        for part in _parts(name):
            bearer = self.slugs.get(slugify(part))
            if bearer:
                return bearer, 100.0
        candidates = list(self.spellings)
        alike = [
            match
            for part in _parts(name)
            if (
                match := process.extractOne(
                    part, candidates, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=ALIKE
                )
            )
        ]
        if not alike:
            return None
        spelling, score, _ = max(alike, key=lambda each: each[1])
        bearer = self.spellings[spelling]
        return (bearer, float(score)) if bearer else None


def _names(catalogue: Catalogue) -> _Names:
    named: list[tuple[str, Bearer]] = []
    for organisation in catalogue:
        names = {organisation.short_name, organisation.id, *organisation.aliases, *_parts(organisation.name)} - {""}
        named += [(name, (organisation.id, "")) for name in sorted(names)]
    acronyms = [(each.acronym, ("", each.acronym)) for each in catalogue.partnerships]
    # A partnership's acronym is what pages call the consortium; an organisation of the same name is another matter.
    return _Names(
        {**_unique(named), **dict(acronyms)},
        {
            **_unique([(slugify(name), bearer) for name, bearer in named]),
            **_unique([(slugify(name), bearer) for name, bearer in acronyms]),
        },
    )


def _unique(named: Sequence[tuple[str, Bearer]]) -> Mapping[str, Bearer | None]:
    found: dict[str, Bearer | None] = {}
    for name, bearer in named:
        found[name] = bearer if found.get(name, bearer) == bearer else None
    return found


def _parts(name: str) -> Iterator[str]:
    yield name
    bare = re.sub(r"\([^)]*\)", " ", name).strip()
    if bare != name:
        yield bare
        yield from re.findall(r"\(([^)]*)\)", name)
