"""Smart-specialisation (S3) priorities of European regions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Priority:
    """One S3 priority, at the NUTS level where the strategy was made."""

    nuts_code: str
    priority: str
    ecosystem: str
    region_name: str = ""
    country: str = ""
    source_url: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
