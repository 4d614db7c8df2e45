"""Who controls whom: legal ids and parents of a catalogue, followed through any number of levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import NO_PARENT, Organisation

# What people write into cells of which they do not know the content; as a legal id or parent it would join strangers.
_NOT_KNOWN = frozenset(
    {"", "n-a", "na", "nan", "unknown", "not-known", "not-available", "not-stated", "no-data", "no-information", "tbd"}
    | {"tbc", "nil", "null", "nn", "n-n", "pending", "itself", "self", "own", "yes"}
)

# As a parent, these state that nobody controls an organisation; as a legal id, they state nothing.
_NOBODY = frozenset(
    {NO_PARENT, "no", "nobody", "no-one", "noone", "no-body", "no-parent", "no-parent-body", "no-parent-company"}
    | {"no-owner", "not-controlled", "without", "without-parent", "independent"}
)
_NO_NUMBER = frozenset({*_NOBODY, "applied-for", "to-follow"})


@dataclass(frozen=True)
class Independence:
    """The legal entities that stand above each organisation, by organisation id.

    `controllers` holds the organisation's own legal entity and every one above it, nearest first; two organisations
    that share one are not independent. `names` says how a legal entity is called. `unknown` says in words what is not
    known of an organisation's independence; it is empty where all is stated. `numbers` holds the registration number of
    each organisation, by which one legal entity is known in one country: elsewhere, somebody else may have the same.
    """

    controllers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    unknown: Mapping[str, str]
    numbers: Mapping[str, str]

    def entity(self, organisation: Organisation) -> str:
        """Return the legal entity that an organisation is: its legal id, or its own id where that is unknown."""
        return self.controllers[organisation.id][0]

    def same_number(self, one: Organisation, other: Organisation) -> bool:
        """Return whether two organisations, of different countries, have one registration number."""
        return bool(self.numbers[one.id]) and self.numbers[one.id] == self.numbers[other.id]

    def shared(self, one: Organisation, other: Organisation) -> tuple[str, ...]:
        """Return the legal entities that two organisations have in common, those nearest to the first one first."""
        others = self.controllers[other.id]
        return tuple(entity for entity in self.controllers[one.id] if entity in others)


def read_independence(catalogue: Catalogue) -> Independence:
    """Read legal ids and parents of all organisations; those of one country with one legal id are one legal entity."""
    entities = {organisation.id: _entity(organisation) for organisation in catalogue}
    names = {entities[organisation.id]: organisation.id for organisation in reversed(catalogue.organisations)}
    parents = _parents(catalogue, entities, names)
    controllers = _controllers(set(entities.values()), parents)
    stated = {entities[organisation.id] for organisation in catalogue if _said(organisation.parent)}
    free = {entities[organisation.id] for organisation in catalogue if _states_nobody(organisation)}
    return Independence(
        controllers=MappingProxyType({each: controllers[entity] for each, entity in entities.items()}),
        names=MappingProxyType(names),
        unknown=MappingProxyType(
            {
                each.id: _unknown(each)
                or _unknown_above(controllers[entities[each.id]], stated=stated, free=free, names=names)
                for each in catalogue
            }
        ),
        numbers=MappingProxyType({each.id: _legal_id(each) for each in catalogue}),
    )


def _said(cell: str) -> str:
    """Return what a cell says: nothing, where it says in words that nobody knows."""
    return cell if cell and slugify(cell) not in _NOT_KNOWN else ""


def _entity(organisation: Organisation) -> str:
    # Spaces, points and case are written differently in one and the same registration number.
    legal_id = _legal_id(organisation)
    return f"legal id {legal_id} in {organisation.country}" if legal_id else organisation.id


def _legal_id(organisation: Organisation) -> str:
    """Return the letters and digits of a registration number; empty where it is not known."""
    if slugify(organisation.legal_id) in _NO_NUMBER:
        return ""
    legal_id = _number(_said(organisation.legal_id))
    return legal_id if legal_id.strip("0") else ""


def _number(cell: str) -> str:
    return "".join(letter for letter in cell.casefold() if letter.isalnum())


def _states_nobody(organisation: Organisation) -> bool:
    return slugify(organisation.parent) in _NOBODY


def _controlled(organisation: Organisation) -> bool:
    return bool(_said(organisation.parent)) and not _states_nobody(organisation)


def _parents(catalogue: Catalogue, entities: Mapping[str, str], names: dict[str, str]) -> dict[str, set[str]]:
    """Return the legal entities one level above each; bodies outside the catalogue are added to `names`."""
    parents: dict[str, set[str]] = {}
    controlled = [each for each in catalogue if _controlled(each)]
    if not controlled:
        return parents
    called, registered = _called(catalogue), _registered(catalogue, entities)
    for each in controlled:
        at = catalogue.positions.get(each.parent)
        known = catalogue.organisations[at].id if at is not None else called.get(slugify(each.parent))
        entity = entities[known] if known else _by_number(each, registered)
        parent = entity or f"outside the catalogue: {slugify(each.parent)}"
        names.setdefault(parent, each.parent)
        parents.setdefault(entities[each.id], set()).add(parent)
    return parents


def _called(catalogue: Catalogue) -> dict[str, str]:
    """Return ids of organisations by the names that belong to one of them alone."""
    called: dict[str, set[str]] = {}
    for each in catalogue:
        for name in (each.short_name, each.name):
            called.setdefault(slugify(name), set()).add(each.id)
    return {name: ids.pop() for name, ids in called.items() if len(ids) == 1}


def _registered(catalogue: Catalogue, entities: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the legal entities with each registration number, by country."""
    registered: dict[str, dict[str, str]] = {}
    for each in catalogue:
        if legal_id := _legal_id(each):
            registered.setdefault(legal_id, {})[each.country] = entities[each.id]
    return registered


def _by_number(organisation: Organisation, registered: Mapping[str, Mapping[str, str]]) -> str:
    """Return the entity that a parent given by its registration number is: the only one, or the one of its country."""
    found = registered.get(_number(organisation.parent), {})
    return next(iter(found.values())) if len(found) == 1 else found.get(organisation.country, "")


def _controllers(entities: set[str], parents: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    controllers: dict[str, tuple[str, ...]] = {entity: (entity,) for entity in entities}
    if parents:
        # networkx takes 0.2 s to import, and most catalogues state no parents.
        import networkx as nx

        graph = nx.DiGraph((entity, above) for entity, those in sorted(parents.items()) for above in sorted(those))
        # Those of a single source come in the order of their distance.
        controllers |= {
            entity: tuple(nx.single_source_shortest_path_length(graph, entity)) for entity in entities & parents.keys()
        }
    return controllers


def _unknown(organisation: Organisation) -> str:
    if not _said(organisation.parent):
        return "ownership unknown" if _legal_id(organisation) else "legal id and ownership unknown"
    return "" if _legal_id(organisation) else "legal id unknown"


def _unknown_above(controllers: tuple[str, ...], *, stated: set[str], free: set[str], names: Mapping[str, str]) -> str:
    top = [names[entity] for entity in controllers if entity not in stated]
    if top:
        return f"controlled by {top[0]}, of which the ownership is unknown"
    return "" if free.intersection(controllers) else "its parents are stated in a circle"
