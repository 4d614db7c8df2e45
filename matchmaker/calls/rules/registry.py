"""Which function checks which rule."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from matchmaker.calls.case import Case
from matchmaker.calls.rules.answer import Answer
from matchmaker.calls.rules.applicants import kind, participating, platform, services
from matchmaker.calls.rules.application import duration, markets, money, not_defence, smes
from matchmaker.calls.rules.countries import countries, member_states
from matchmaker.calls.rules.entities import entities
from matchmaker.calls.rules.not_funded_before import not_funded_before

# The second argument is the model that `Rules` states for that rule, which a test checks.
FUNCTIONS: Mapping[str, Callable[[Case, Any], Answer]] = MappingProxyType(
    {
        "entities": entities,
        "countries": countries,
        "member-states": member_states,
        "participating": participating,
        "kind": kind,
        "services": services,
        "platform": platform,
        "not-funded-before": not_funded_before,
        "not-defence": not_defence,
        "markets": markets,
        "smes": smes,
        "duration": duration,
        "money": money,
    }
)
