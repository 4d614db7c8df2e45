"""Who controls whom: legal ids and parents of a catalogue, followed through any number of levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import NO_PARENT, Organisation


@dataclass(frozen=True)
class Independence:
    """The legal entities that stand above each organisation, by organisation id.

    `controllers` holds the organisation's own legal entity and every one above it, nearest first; two organisations
    that share one are not independent. `names` says how a legal entity is called. `unknown` says in words what is not
    known of an organisation's independence; it is empty where all is stated.
    """

    controllers: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    unknown: Mapping[str, str]

    def entity(self, organisation: Organisation) -> str:
        """Return the legal entity that an organisation is: its legal id, or its own id where that is unknown."""
        return self.controllers[organisation.id][0]

    def shared(self, one: Organisation, other: Organisation) -> tuple[str, ...]:
        """Return the legal entities that two organisations have in common, those nearest to the first one first."""
        others = self.controllers[other.id]
        return tuple(entity for entity in self.controllers[one.id] if entity in others)


def read_independence(catalogue: Catalogue) -> Independence:
    """Read legal ids and parents of all organisations; organisations with one legal id are one legal entity."""
    entities = {organisation.id: _entity(organisation) for organisation in catalogue}
    names = {entities[organisation.id]: organisation.id for organisation in reversed(catalogue.organisations)}
    parents = _parents(catalogue, entities, names)
    controllers = _controllers(set(entities.values()), parents)
    stated = {entities[organisation.id] for organisation in catalogue if organisation.parent}
    return Independence(
        controllers=MappingProxyType({each: controllers[entity] for each, entity in entities.items()}),
        names=MappingProxyType(names),
        unknown=MappingProxyType(
            {each.id: _unknown(each, controllers[entities[each.id]], stated, names) for each in catalogue}
        ),
    )


def _entity(organisation: Organisation) -> str:
    # Spaces, points and case are written differently in one and the same registration number.
    legal_id = "".join(letter for letter in organisation.legal_id.casefold() if letter.isalnum())
    return f"legal id {legal_id}" if legal_id else organisation.id


def _controlled(organisation: Organisation) -> bool:
    return bool(organisation.parent) and organisation.parent.casefold() != NO_PARENT


def _parents(catalogue: Catalogue, entities: Mapping[str, str], names: dict[str, str]) -> dict[str, set[str]]:
    """Return the legal entities one level above each; bodies outside the catalogue are added to `names`."""
    parents: dict[str, set[str]] = {}
    controlled = [each for each in catalogue if _controlled(each)]
    if not controlled:
        return parents
    called = {slugify(name): each.id for each in catalogue for name in (each.short_name, each.name) if slugify(name)}
    for each in controlled:
        at = catalogue.positions.get(each.parent)
        known = catalogue.organisations[at].id if at is not None else called.get(slugify(each.parent))
        parent = entities[known] if known else f"outside the catalogue: {slugify(each.parent) or each.parent}"
        names.setdefault(parent, each.parent)
        parents.setdefault(entities[each.id], set()).add(parent)
    return parents


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


def _unknown(
    organisation: Organisation, controllers: tuple[str, ...], stated: set[str], names: Mapping[str, str]
) -> str:
    if not organisation.parent:
        return "ownership unknown" if organisation.legal_id else "legal id and ownership unknown"
    if not organisation.legal_id:
        return "legal id unknown"
    top = [names[entity] for entity in controllers if entity not in stated]
    return f"controlled by {top[0]}, of which the ownership is unknown" if top else ""
