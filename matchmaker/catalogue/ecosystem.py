"""The 14 EU industrial ecosystems: the sector taxonomy of the catalogue."""

ECOSYSTEMS: tuple[str, ...] = (
    "Aerospace & Defence",
    "Agri-food",
    "Construction",
    "Cultural & Creative Industries",
    "Digital",
    "Electronics",
    "Energy-Intensive Industries",
    "Energy-Renewables",
    "Health",
    "Mobility-Transport-Automotive",
    "Proximity & Social Economy",
    "Retail",
    "Textile",
    "Tourism",
)
