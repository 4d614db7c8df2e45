"""Who the European side of a reported collaboration is: names as pages give them, matched to the catalogue."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils
from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.third_country import Collaboration

ALIKE = 90.0  # of 100 by rapidfuzz's token sort ratio, as for duplicates; below, other clusters of the same field match


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

    A name is taken whole, without what stands in brackets, and as what stands in brackets. The same acronym, short name,
    name or id comes first; then the name that is most alike, if it is so to at least `ALIKE`. A name that several
    organisations bear is left unmatched: nobody's contacts are guessed. Collaborations with organisations that the
    catalogue does not hold are left out.
    """
    known = {each.id for each in catalogue.third_country_organisations}
    spellings = _spellings(catalogue)
    found: dict[str, tuple[str, str, float] | None] = {}
    collaborators, unmatched = [], []
    for collaboration in catalogue.collaborations:
        if collaboration.third_country_organisation_id not in known:
            continue
        name = collaboration.european_name
        if name not in found:
            found[name] = _match(name, spellings)
        match = found[name]
        if match is None:
            unmatched.append(collaboration)
        else:
            collaborators.append(Collaborator(collaboration, *match))
    return Matched(tuple(collaborators), tuple(unmatched))


def _spellings(catalogue: Catalogue) -> Mapping[str, tuple[str, str] | None]:
    """Return organisation id and acronym, one of them empty, by each name; None where a name has two bearers."""
    found: dict[str, tuple[str, str] | None] = {}
    for organisation in catalogue:
        names = {organisation.short_name, organisation.id, *organisation.aliases, *_parts(organisation.name)} - {""}
        for name in sorted(names):
            bearer = (organisation.id, "")
            found[name] = bearer if found.get(name, bearer) == bearer else None
    # A partnership's acronym is what pages call the consortium; an organisation of the same name is another matter.
    return {**found, **{each.acronym: ("", each.acronym) for each in catalogue.partnerships}}


def _match(name: str, spellings: Mapping[str, tuple[str, str] | None]) -> tuple[str, str, float] | None:
    by_slug: dict[str, set[tuple[str, str] | None]] = {}
    for spelling, bearer in spellings.items():
        by_slug.setdefault(slugify(spelling), set()).add(bearer)
    for part in _parts(name):
        bearers = by_slug.get(slugify(part), set())
        if len(bearers) == 1 and (bearer := next(iter(bearers))):
            return (*bearer, 100.0)
    nearest = [
        match
        for part in _parts(name)
        if (
            match := process.extractOne(
                part, list(spellings), scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=ALIKE
            )
        )
    ]
    if not nearest:
        return None
    spelling, score, _ = max(nearest, key=lambda each: each[1])
    bearer = spellings[spelling]
    return (*bearer, float(score)) if bearer else None


def _parts(name: str) -> Iterator[str]:
    yield name
    bare = re.sub(r"\([^)]*\)", " ", name).strip()
    if bare != name:
        yield bare
        yield from re.findall(r"\(([^)]*)\)", name)
