"""What a third-country organisation can be to a consortium, read from its kind."""

from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What an organisation can be to a consortium that comes to its country."""

    CLUSTER = "cluster or association"
    INTERMEDIARY = "intermediary"
    CHAMBER = "chamber or agency"
    RESEARCH = "research or science park"
    OTHER = "other"


# Of ten suggestions: a counterpart in the field is what a consortium comes for; somebody must open doors.
SHARES = MappingProxyType(
    {Role.CLUSTER: 5.0, Role.INTERMEDIARY: 2.0, Role.CHAMBER: 2.0, Role.RESEARCH: 1.0, Role.OTHER: 0.5}
)
# In this order: a "chamber association" is a chamber, a "cluster of research institutes" is a cluster.
_WORDS = (
    (Role.CHAMBER, ("chamber", "agency", "ministry", "embassy")),
    (Role.CLUSTER, ("cluster", "association", "network", "federation")),
    (Role.RESEARCH, ("research", "science", "institute", "universit", "park")),
    (Role.INTERMEDIARY, ("intermediary", "consult", "incubator", "accelerator", "broker")),
)


def role_of(kind: str) -> Role:
    """Return the role that a kind, a text in a person's own words, speaks of."""
    told = kind.casefold()
    return next((role for role, words in _WORDS if any(word in told for word in words)), Role.OTHER)
