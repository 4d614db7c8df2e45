"""What is known of the past: partnerships whose markets are known, and a catalogue as it was before a year."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.partnership import Partnership
from matchmaker.profiles.profiles import Profiles


def before(catalogue: Catalogue, year: int) -> Catalogue:
    """Return what was known before a year: what has no date is taken to be later.

    Partnerships that started, and collaborations that were reported, in that year or later are left out, as are the
    target markets that organisations name, which may be those of a later partnership.
    """
    partnerships = tuple(each for each in catalogue.partnerships if each.start_year < year)
    acronyms = {each.acronym for each in partnerships}
    return replace(
        catalogue,
        organisations=tuple(replace(each, target_markets=()) for each in catalogue),
        partnerships=partnerships,
        memberships=tuple(each for each in catalogue.memberships if each.acronym in acronyms),
        collaborations=tuple(each for each in catalogue.collaborations if each.year is not None and each.year < year),
    )


def without(catalogue: Catalogue, acronyms: Iterable[str]) -> Catalogue:
    """Return a catalogue in which some partnerships, and the collaborations reported of them, never were."""
    left_out = frozenset(acronyms)
    return replace(
        catalogue,
        partnerships=tuple(each for each in catalogue.partnerships if each.acronym not in left_out),
        memberships=tuple(each for each in catalogue.memberships if each.acronym not in left_out),
        collaborations=tuple(each for each in catalogue.collaborations if each.european_name not in left_out),
    )


@dataclass(frozen=True)
class PastPartnership:
    """A partnership whose members and markets are both known, and its profile: a unit vector of shape (dimensions,)."""

    partnership: Partnership
    members: tuple[str, ...]
    profile: npt.NDArray[np.float64]


def past_partnerships(catalogue: Catalogue, profiles: Profiles) -> tuple[PastPartnership, ...]:
    """Return the partnerships that targeted third countries and of which any member is known."""
    return tuple(
        PastPartnership(each, members, profile_of(profiles, [catalogue.positions[member] for member in members]))
        for each in catalogue.partnerships
        if each.target_third_countries and (members := catalogue.members[each.acronym])
    )


def profile_of(profiles: Profiles, members: Iterable[int]) -> npt.NDArray[np.float64]:
    """Return the profile of a consortium: the mean of its members' embeddings, as a unit vector."""
    mean = profiles.embeddings[list(members)].astype(np.float64).mean(axis=0)
    length = float(np.linalg.norm(mean))
    profile: npt.NDArray[np.float64] = mean / length if length else mean
    return profile
