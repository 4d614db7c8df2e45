"""Who controls whom: legal ids and parents of a catalogue, followed through any number of levels."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from slugify import slugify

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import NO_PARENT, Organisation


@dataclass(frozen=True)
class Independence:
    """Legal entities above each organisation, by organisation id.

    `entity` is the legal entity that an organisation is: its legal id, or its own id where that is unknown.
    `controllers` holds the organisation's own legal entity and every one above it; two organisations that share one
    are not independent. `unknown` says in words what keeps nobody from being above: empty where all is stated.
    """

    entity: Mapping[str, str]
    controllers: Mapping[str, frozenset[str]]
    unknown: Mapping[str, str]

    def shared(self, one: Organisation, other: Organisation) -> frozenset[str]:
        """Return the legal entities that two organisations have in common."""
        return self.controllers[one.id] & self.controllers[other.id]


def read_independence(catalogue: Catalogue) -> Independence:
    """Read legal ids and parents of all organisations; organisations with one legal id are one legal entity."""
    entities = {organisation.id: _entity(organisation) for organisation in catalogue}
    parents = _parents(catalogue, entities)
    controllers = _controllers(set(entities.values()), parents)
    stated = {entities[organisation.id] for organisation in catalogue if organisation.parent}
    of_organisation = {each: controllers[entity] for each, entity in entities.items()}
    return Independence(
        entity=MappingProxyType(entities),
        controllers=MappingProxyType(of_organisation),
        unknown=MappingProxyType({each.id: _unknown(each, of_organisation[each.id], stated) for each in catalogue}),
    )


def _entity(organisation: Organisation) -> str:
    # Spaces, points and case are written differently in one and the same registration number.
    legal_id = "".join(letter for letter in organisation.legal_id.casefold() if letter.isalnum())
    return f"legal id {legal_id}" if legal_id else organisation.id


def _parents(catalogue: Catalogue, entities: Mapping[str, str]) -> dict[str, set[str]]:
    parents: dict[str, set[str]] = {}
    controlled = [each for each in catalogue if each.parent not in ("", NO_PARENT)]
    if not controlled:
        return parents
    names = {slugify(name): each.id for each in catalogue for name in (each.short_name, each.name) if slugify(name)}
    for each in controlled:
        at = catalogue.positions.get(each.parent)
        known = catalogue.organisations[at].id if at is not None else names.get(slugify(each.parent))
        parents.setdefault(entities[each.id], set()).add(entities[known] if known else _outside(each.parent))
    return parents


def _outside(name: str) -> str:
    return f"outside the catalogue: {slugify(name) or name}"


def _controllers(entities: set[str], parents: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    controllers = {entity: frozenset({entity}) for entity in entities}
    if parents:
        # networkx takes 0.2 s to import, and most catalogues state no parents.
        import networkx as nx

        graph = nx.DiGraph((entity, above) for entity, those in parents.items() for above in those)
        controllers |= {
            entity: frozenset({entity, *nx.descendants(graph, entity)}) for entity in entities & parents.keys()
        }
    return controllers


def _unknown(organisation: Organisation, controllers: frozenset[str], stated: set[str]) -> str:
    if not organisation.parent:
        missing = "whether anybody controls it is unknown"
        return missing if organisation.legal_id else f"its legal id is unknown, and {missing}"
    if not organisation.legal_id:
        return "its legal id is unknown"
    if controllers - stated:
        return f"{organisation.parent} controls it, and whether anybody controls that body is unknown"
    return ""
