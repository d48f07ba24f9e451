"""Writes ``ingest/data/gazetteer.json``, the tables that :mod:`ingest.gazetteer` reads, and the names of
countries in other languages beside it, which :mod:`ingest.country_names` reads.

    python -m ingest.gazetteer_build

It joins the names of territories in the Unicode CLDR (through Babel; English, Spanish, French, Portuguese)
and in ISO 3166-1 (through pycountry) with our own tables in ``ingest/data/gazetteer/``. Reading CLDR and ISO
takes some hundred milliseconds, so the result is kept in the repository; a test holds it against this module.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.country_names import TABLE
from ingest.gazetteer_tables import TABLES, key_of

OWN_TABLES = Path(__file__).parent / "data" / "gazetteer"
LOCALES = ("en", "es", "es_419", "fr", "pt", "pt_PT")
ILO_REGIONS = ("Africa", "Americas", "Arab States", "Asia and the Pacific", "Europe and Central Asia")
UNINHABITED = frozenset({"ATA", "ATF", "BVT", "HMD", "SGS", "UMI"})
KOSOVO = ("XK", "XKX")

_ENDINGS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    # ending of the masculine singular, and what replaces it in the other forms; the first that fits is taken
    "en": (("", ("s",)),),
    "es": (
        ("o", ("a", "os", "as")),
        ("és", ("esa", "eses", "esas")),
        ("í", ("í", "íes", "ís")),
        ("e", ("e", "es")),
        ("a", ("a", "as")),
        ("ú", ("ú", "úes")),
        ("", ("", "a", "es", "as")),
    ),
    "fr": (
        ("ien", ("iens", "ienne", "iennes")),
        ("éen", ("éens", "éenne", "éennes")),
        ("yen", ("yens", "yenne", "yennes")),
        ("on", ("ons", "onne", "onnes")),
        ("s", ("se", "ses")),
        ("e", ("e", "es")),
        ("", ("e", "s", "es")),
    ),
    "pt": (
        ("ão", ("ã", "ões", "ãs")),
        ("eu", ("eia", "eus", "eias")),
        ("o", ("a", "os", "as")),
        ("ês", ("esa", "eses", "esas")),
        ("e", ("e", "es")),
        ("a", ("a", "as")),
        ("i", ("i", "is")),
        ("", ("a", "es", "as")),
    ),
}


def build() -> dict[str, Any]:
    """The tables as one JSON-ready value.

    Raises ``ValueError`` where one name stands for two places, a country has no region or several, or a table
    names something that does not exist: the message lists every such case.
    """
    own = {stem: _read(stem) for stem in ("countries", "groups", "demonyms")}
    problems: list[str] = []
    names_of = _names(own["countries"])
    canonical = {iso: names[0] for iso, names in names_of.items()}
    pairs = [(name, iso) for iso, all_names in names_of.items() for name in all_names]
    names = _table(pairs, problems)
    names |= _without_brackets(pairs, names)

    groups, group_names = _groups(own["groups"], canonical, problems)
    for key in sorted(set(names) & set(group_names)):
        problems.append(f"“{key}” names both {names[key]} and {group_names[key]}")

    adjectives = _table(_adjectives(own["demonyms"]), problems)
    adjectives = {key: iso for key, iso in adjectives.items() if key not in names and key not in group_names}

    region_of: dict[str, str] = {}
    for region in ILO_REGIONS:
        for iso in groups[region]["members"]:
            if iso in region_of:
                problems.append(f"{iso} is in {region_of[iso]} and in {region}")
            region_of[iso] = region
    problems += [f"{iso} ({canonical[iso]}) is in no region" for iso in canonical if iso not in region_of]

    caution = own["countries"]["caution"]
    known = names.keys() | group_names.keys() | adjectives.keys()
    for field in ("capital", "always_capital", "upper", "never", "persons"):
        problems += [f"caution.{field}: “{key}” is no name" for key in caution[field] if key not in known]
    languages = set(caution["languages"].split())
    if problems:
        raise ValueError("The gazetteer tables do not agree:\n  " + "\n  ".join(problems))
    return {
        "countries": {iso: [canonical[iso], region_of[iso]] for iso in sorted(canonical)},
        "groups": {acronym: groups[acronym] for acronym in sorted(groups)},
        "names": dict(sorted(names.items())),
        "group_names": dict(sorted(group_names.items())),
        "adjectives": dict(sorted(adjectives.items())),
        "caution": {
            **{
                field: sorted(caution[field])
                for field in ("capital", "always_capital", "upper", "never", "persons")
            },
            "languages": sorted(key for key, iso in adjectives.items() if iso in languages),
        },
        "words": {field: sorted(set(words.split())) for field, words in own["countries"]["words"].items()},
        "blocked": sorted({key_of(phrase) for phrase in own["countries"]["phrases"]["blocked"]}),
    }


def country_names() -> dict[str, dict[str, str]]:
    """Language → canonical English name → the name that the CLDR gives, where it is another one."""
    import pycountry
    from babel import Locale

    codes = {entry.alpha_3: entry.alpha_2 for entry in pycountry.countries}
    codes[KOSOVO[1]] = KOSOVO[0]
    own = _read("countries")
    english = {iso: names[0] for iso, names in _names(own).items()}
    return {
        language: {
            name: shown
            for iso, name in english.items()
            if (shown := own["shown"].get(language, {}).get(iso) or territories[codes[iso]]) != name
        }
        for language, territories in ((code, Locale.parse(code).territories) for code in ("es", "fr", "pt"))
    }


def render(tables: dict[str, Any]) -> str:
    """``tables`` as JSON with one entry per line, so that a change shows as a line."""
    blocks = []
    for name, value in tables.items():
        if isinstance(value, dict):
            lines = [f"  {_json(key)}: {_json(entry)}" for key, entry in value.items()]
            body = "{\n" + ",\n".join(lines) + "\n }"
        else:
            body = _json(value)
        blocks.append(f" {_json(name)}: {body}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def render_names(names: dict[str, dict[str, str]]) -> str:
    """``names`` as JSON with one country per line."""
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def _read(stem: str) -> dict[str, Any]:
    return tomllib.loads((OWN_TABLES / f"{stem}.toml").read_text(encoding="utf-8"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _names(own: dict[str, Any]) -> dict[str, list[str]]:
    """ISO code → its names, the canonical English one first."""
    import pycountry
    from babel import Locale

    territories = [Locale.parse(locale).territories for locale in LOCALES]
    codes = {entry.alpha_2: entry.alpha_3 for entry in pycountry.countries}
    codes[KOSOVO[0]] = KOSOVO[1]
    iso_names: dict[str, list[str]] = {}
    for entry in pycountry.countries:
        fields = (getattr(entry, field, None) for field in ("name", "common_name", "official_name"))
        iso_names[entry.alpha_3] = [field for field in fields if field]

    result: dict[str, list[str]] = {}
    for alpha2, iso in sorted(codes.items(), key=lambda pair: pair[1]):
        if iso in UNINHABITED:
            continue
        cldr = [str(names[alpha2]) for names in territories if alpha2 in names]
        first = own["canonical"].get(iso, cldr[0])
        found = [first, *cldr, *iso_names.get(iso, []), *own["aliases"].get(iso, [])]
        result[iso] = list(dict.fromkeys(spelling for name in found for spelling in _spellings(name)))
    unknown = [iso for table in ("canonical", "aliases") for iso in own[table] if iso not in result]
    if unknown:
        raise ValueError(f"countries.toml: no such country: {', '.join(unknown)}")
    return result


def _spellings(name: str) -> Iterator[str]:
    """``name`` and the ways it is also written: without “SAR”, with “St.” for “Saint”."""
    yield name
    if " SAR " in name:
        yield name[: name.index(" SAR ")]
    for before in ("Saint ", "St. "):
        if name.startswith(before):
            rest = name.removeprefix(before)
            yield from (f"Saint {rest}", f"St {rest}")


def _table(pairs: Iterable[tuple[str, str]], problems: list[str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for name, code in pairs:
        key = key_of(name)
        if table.setdefault(key, code) != code:
            problems.append(f"“{name}” names both {table[key]} and {code}")
    return table


def _without_brackets(pairs: Iterable[tuple[str, str]], names: dict[str, str]) -> dict[str, str]:
    """“Falkland Islands” from “Falkland Islands (Islas Malvinas)”, where that is clear."""
    shorter: dict[str, set[str]] = {}
    for name, iso in pairs:
        if "(" in name:
            shorter.setdefault(key_of(name.partition("(")[0]), set()).add(iso)
    return {key: isos.pop() for key, isos in shorter.items() if key not in names and len(isos) == 1}


def _groups(
    own: dict[str, Any], canonical: dict[str, str], problems: list[str]
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    groups: dict[str, dict[str, Any]] = {}
    pairs: list[tuple[str, str]] = []
    for kind, table in (("group", own["groups"]), ("region", own["regions"])):
        for acronym, entry in table.items():
            name = entry.get("name", acronym)
            members = entry["members"].split()
            problems += [f"{acronym}: no country {iso}" for iso in members if iso not in canonical]
            problems += [f"{acronym}: {iso} twice" for iso in set(members) if members.count(iso) > 1]
            groups[acronym] = {"name": name, "kind": kind, "members": members}
            pairs += [(spelling, acronym) for spelling in (acronym, name, *entry.get("names", []))]
    return groups, _table(pairs, problems)


def _adjectives(own: dict[str, str]) -> Iterator[tuple[str, str]]:
    for iso, line in own.items():
        for language, forms in zip(_ENDINGS, line.split(";"), strict=True):
            for form in (part.strip() for part in forms.split(",")):
                if form.endswith("!"):
                    yield form.removesuffix("!"), iso
                    continue
                yield form, iso
                ending, others = next(pair for pair in _ENDINGS[language] if form.endswith(pair[0]))
                stem = form.removesuffix(ending)
                yield from ((stem + other, iso) for other in others)


if __name__ == "__main__":
    TABLES.write_text(render(build()), encoding="utf-8")
    TABLE.write_text(render_names(country_names()), encoding="utf-8")
