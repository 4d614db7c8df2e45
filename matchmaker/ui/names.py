"""What organisations are called in lists from which a person chooses."""

from collections import Counter
from collections.abc import Mapping

from matchmaker.catalogue.catalogue import Catalogue
from matchmaker.catalogue.organisation import Organisation
from matchmaker.countries import country_name, flag


def list_names(catalogue: Catalogue) -> Mapping[str, str]:
    """Return what each organisation is called in the list, by its id: flag, name, short name and country."""
    names = {each.id: _name(each) for each in catalogue}
    counts = Counter(names.values())
    return {
        each: name if counts[name] == 1 else f"{name} ({catalogue[each].city or each})" for each, name in names.items()
    }


def _name(organisation: Organisation) -> str:
    short = f" ({organisation.short_name})" if organisation.short_name not in ("", organisation.name) else ""
    return f"{flag(organisation.country)} {organisation.name}{short}, {country_name(organisation.country)}"
