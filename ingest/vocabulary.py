"""The controlled lists of ``corpus/README.md``: regions, themes and modalities, in the order given there."""

from __future__ import annotations

REGIONS: tuple[str, ...] = (
    "Africa",
    "Americas",
    "Arab States",
    "Asia and the Pacific",
    "Europe and Central Asia",
    "Global",
)

THEMES: tuple[str, ...] = (
    "social protection",
    "labour migration",
    "skills",
    "occupational safety and health",
    "just transition",
    "labour inspection",
    "child labour",
    "social dialogue",
    "formalization",
    "statistics",
    "digitalization",
    "trade and investment",
    "care economy",
    "employment policy",
    "employment services",
    "employers' organisations",
    "workers' organisations",
    "development finance",
    "labour administration",
    "international labour standards",
    "gender equality",
    "infrastructure",
    "enterprise development",
    "social and solidarity economy",
    "crisis response",
    "supply chains",
    "rural economy",
    "climate change",
    "SSTC partnerships",
)

MODALITIES: tuple[str, ...] = (
    "peer learning",
    "study tour",
    "training course",
    "online course",
    "seminar or workshop",
    "conference or forum",
    "academy",
    "policy dialogue",
    "technical assistance",
    "feasibility study",
    "research",
    "personnel exchange",
    "network",
    "digital platform",
    "guide or toolkit",
    "agreement",
    "triangular cooperation",
)
