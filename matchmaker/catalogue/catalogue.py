"""All organisations, with their partnerships, the S3 priorities of their regions, and the markets abroad."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process, utils
from slugify import slugify

from matchmaker.catalogue.organisation import Organisation
from matchmaker.catalogue.partnership import Membership, Partnership
from matchmaker.catalogue.region import Priority
from matchmaker.catalogue.third_country import Collaboration, Market, ThirdCountryOrganisation
from matchmaker.countries import country_name
from matchmaker.errors import BadInput

_NEAREST = 5


@dataclass(frozen=True)
class Catalogue:
    """A checked set of records: ids are unique and every membership names a known organisation and partnership."""

    organisations: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...] = ()
    memberships: tuple[Membership, ...] = ()
    priorities: tuple[Priority, ...] = ()
    third_country_organisations: tuple[ThirdCountryOrganisation, ...] = ()
    markets: tuple[Market, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()

    def __len__(self) -> int:
        """Return the number of organisations."""
        return len(self.organisations)

    def __iter__(self) -> Iterator[Organisation]:
        """Go through the organisations in the catalogue's order."""
        return iter(self.organisations)

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Position of each organisation by its id and by its aliases (ids from before a merge)."""
        positions = {alias: at for at, organisation in enumerate(self.organisations) for alias in organisation.aliases}
        return positions | {organisation.id: at for at, organisation in enumerate(self.organisations)}

    def __getitem__(self, organisation_id: str) -> Organisation:
        """Return the organisation with this id or alias.

        Raises:
            KeyError: there is none.
        """
        return self.organisations[self.positions[organisation_id]]

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of the known members of each partnership by its acronym, aliases resolved, in the file's order."""
        members: dict[str, dict[str, None]] = {partnership.acronym: {} for partnership in self.partnerships}
        for membership in self.memberships:
            members[membership.acronym][self[membership.organisation_id].id] = None
        return {acronym: tuple(ids) for acronym, ids in members.items()}

    @cached_property
    def partnerships_of(self) -> Mapping[str, tuple[Partnership, ...]]:
        """Partnerships that each organisation was in, by its id, earliest first."""
        found: dict[str, list[Partnership]] = {organisation.id: [] for organisation in self.organisations}
        for partnership in sorted(self.partnerships, key=lambda each: (each.start_year, each.acronym)):
            for member in self.members[partnership.acronym]:
                found[member].append(partnership)
        return {organisation_id: tuple(each) for organisation_id, each in found.items()}

    @cached_property
    def _priorities_by_region(self) -> Mapping[str, tuple[Priority, ...]]:
        regions: dict[str, list[Priority]] = {}
        for priority in self.priorities:
            regions.setdefault(priority.nuts_code, []).append(priority)
        return {code: tuple(each) for code, each in regions.items()}

    def priorities_of(self, organisation: Organisation) -> tuple[Priority, ...]:
        """Return the S3 priorities of an organisation's region: its NUTS code, shortened until some are known."""
        for length in range(len(organisation.nuts_code), 1, -1):
            found = self._priorities_by_region.get(organisation.nuts_code[:length])
            if found:
                return found
        return ()

    def find(self, given: str) -> Organisation:
        """Return the organisation that a person means by an id, an alias, a name or a short name.

        Names may be written as an id is (`es-basque-energy-cluster`); case, accents and punctuation do not count.

        Raises:
            BadInput: nothing or more than one organisation is meant; the error lists the nearest.
        """
        if not given.strip():
            raise BadInput("An organisation is given without a name. Give its id or name.")
        if given in self.positions:
            return self[given]
        found = self._by_name.get(slugify(given), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(f"{given!r} names {len(found)} organisations. Give the id of one: {_listed(found)}.")
        if abroad := self._abroad(given):
            raise BadInput(
                f"{given!r} ({abroad.name}) is in a third country, {country_name(abroad.country)}, and cannot be an "
                f"applicant. In a file of consortia, give it the role of an associated partner."
            )
        raise BadInput(f"No organisation is called {given!r}. The nearest are: {_listed(self._nearest(given))}.")

    def find_partner(self, given: str) -> Organisation | ThirdCountryOrganisation:
        """Return whom a person means who need not be established in Europe: of third countries by id, name or label.

        Raises:
            BadInput: nobody or more than one is meant; the error lists the nearest.
        """
        try:
            return self.find(given)
        except BadInput:
            abroad = self._abroad(given)
            if abroad is None:
                raise
            return abroad

    def _abroad(self, given: str) -> ThirdCountryOrganisation | None:
        found = self._abroad_by_name.get(slugify(given), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def _abroad_by_name(self) -> Mapping[str, tuple[ThirdCountryOrganisation, ...]]:
        found: dict[str, dict[str, ThirdCountryOrganisation]] = {}
        for each in self.third_country_organisations:
            for name in {each.id, each.name, each.short_name} - {""}:
                found.setdefault(slugify(name), {})[each.id] = each
        return {spelling: tuple(each.values()) for spelling, each in found.items()}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Organisation, ...]]:
        found: dict[str, dict[str, Organisation]] = {}
        for organisation in self.organisations:
            for name in {organisation.name, organisation.short_name} - {""}:
                for spelling in (name, f"{organisation.country} {name}"):
                    found.setdefault(slugify(spelling), {})[organisation.id] = organisation
        return {spelling: tuple(each.values()) for spelling, each in found.items() if spelling}

    def _nearest(self, given: str) -> tuple[Organisation, ...]:
        spellings = {
            (at, spelling): spelling
            for at, organisation in enumerate(self.organisations)
            for spelling in {organisation.id, organisation.name, organisation.short_name} - {""}
        }
        matches = process.extract(
            given, spellings, scorer=fuzz.WRatio, processor=utils.default_process, limit=20 * _NEAREST
        )
        # Many names that hold the words given are equally near by that measure: the whole spelling decides then.
        matches.sort(
            key=lambda match: (-match[1], -fuzz.ratio(given, match[0], processor=utils.default_process), match[2])
        )
        positions = dict.fromkeys(key[0] for _, _, key in matches)
        return tuple(self.organisations[at] for at in list(positions)[:_NEAREST])


def _listed(organisations: tuple[Organisation, ...]) -> str:
    return (
        "; ".join(f"{each.id} ({each.name}, {each.country})" for each in organisations)
        or "none, the catalogue is empty"
    )
