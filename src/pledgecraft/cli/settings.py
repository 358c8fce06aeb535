"""Settings given on the command line."""

import tomllib
from collections.abc import Sequence
from typing import Any

from pledgecraft.base.errors import Problem, UsageError


def split_settings(settings: Sequence[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings of terms and those of the world, by path.

    Raises:
        UsageError: U701, a setting has no value.
    """
    terms: dict[str, Any] = {}
    world: dict[str, Any] = {}
    for text in settings:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            fix = f'Found "{text}". Write it like timeline.annual_cap.limit="15 bn USD".'
            raise UsageError(Problem("U701", "The setting cannot be read.", fix))
        name = name.strip()
        target = world if name.startswith("world.") else terms
        target[name.removeprefix("world.")] = read_value(value.strip())
    return terms, world


def read_value(text: str) -> Any:
    """Return a value written as TOML, or else the text itself."""
    try:
        return tomllib.loads(f"v = {text}")["v"]
    except ValueError:
        return text


def parse_offer(text: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Return an offer's name, its terms and the world's assumptions that it sets.

    It reads ``name: term=value, world.parameter=value``.
    """
    name, colon, terms = text.partition(":")
    parts = [part for part in terms.split(",") if part.strip()]
    if not colon or not parts:
        fix = f'Found "{text}". Write it like "70/30: distributions.tiers[0].KOR=70%, …".'
        raise UsageError(Problem("U701", "The offer cannot be read.", fix))
    return name.strip(), *split_settings([part.strip() for part in parts])
