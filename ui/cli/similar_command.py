"""``sstc similar``: a proposal in, the records like it out, and a brief to take away."""

from __future__ import annotations

import dataclasses
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.errors import UsageError
from ui.cli.options import data_option, echo_json, json_option, settings
from ui.text import WIDTH, citation_line

if TYPE_CHECKING:
    from assistant.proposals import Similar, SimilarMatch

_BRIEFS = {".md": "Markdown", ".markdown": "Markdown", ".docx": "Word"}


@click.command("similar")
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE|-]")
@click.option("--text", help="The proposal itself, instead of a file.")
@click.option(
    "--top",
    "top_k",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="Show at most so many matches.",
)
@click.option("--not", "exclude", multiple=True, help="Leave this record out, by its id; may be repeated.")
@click.option("--region", multiple=True, help="Only records of this region; may be repeated.")
@click.option("--country", multiple=True, help="Only records in which this country takes part.")
@click.option("--group", multiple=True, help="Only records in which this group takes part, such as ECOWAS.")
@click.option("--theme", multiple=True, help="Only records of this theme.")
@click.option("--record", multiple=True, help="Only this record, by its id.")
@click.option(
    "--kind",
    multiple=True,
    type=click.Choice(["practice", "initiative", "project"], case_sensitive=False),
    help="Only records of this kind; the projects of 2020-2021 are initiatives, too.",
)
@click.option("--language", type=click.Choice(["en", "es", "fr", "pt"]), help="Language of the proposal.")
@click.option(
    "--brief",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a brief to this .md or .docx file.",
)
@data_option
@json_option
def command(
    file: Path | None,
    text: str | None,
    top_k: int,
    exclude: tuple[str, ...],
    region: tuple[str, ...],
    country: tuple[str, ...],
    group: tuple[str, ...],
    theme: tuple[str, ...],
    record: tuple[str, ...],
    kind: tuple[str, ...],
    language: str | None,
    brief: Path | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Find practices, initiatives and projects like the proposal in FILE, with reasons and contacts.

    FILE is PDF, DOCX, HTML, Markdown or text; - or no FILE reads text from standard input.
    Exit status 1 says that nothing like it was found.
    """
    if brief is not None and brief.suffix.lower() not in _BRIEFS:
        raise UsageError(f"{brief}: a brief is written as .md or .docx; choose one of these", field="brief")
    proposal = _proposal(file, text)
    from assistant.proposals import SimilarFinder
    from index.current import CurrentIndex
    from index.matches import Filters

    own = settings(data=data)
    with CurrentIndex(own.data, chroma_url=own.chroma_url) as current:
        found = SimilarFinder(current).find(
            proposal,
            top_k=top_k,
            exclude=exclude,
            language=language,
            filters=Filters(
                region=region, country=country, group=group, theme=theme, record=record, kind=kind
            ),
        )
    if brief is not None:
        _write(found, brief)
    if as_json:
        echo_json(dataclasses.asdict(found))
    else:
        click.echo(_rendered(found))
        if brief is not None:
            click.echo(f"\nBrief: {brief}")
    return 0 if found.matches else 1


def _proposal(file: Path | None, text: str | None) -> str:
    if text is not None:
        if file is not None:
            raise UsageError("Give a file or --text, not both.", field="text")
        return text
    from assistant.proposals.upload import MAX_BYTES, read_proposal_file, read_upload

    if file is None or str(file) == "-":
        if sys.stdin.isatty():
            click.echo("Write the proposal, then Ctrl+D:", err=True)
        return read_upload(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    return read_proposal_file(file)


def _write(found: Similar, path: Path) -> None:
    from assistant.proposals.brief import brief_docx, brief_markdown

    written = brief_docx(found) if path.suffix.lower() == ".docx" else brief_markdown(found).encode()
    try:
        path.write_bytes(written)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); choose another place"
        raise UsageError(message, field="brief") from None


def _rendered(found: Similar) -> str:
    """The matches as plain text for a terminal, in the language of the proposal."""
    from assistant.proposals.wording import phrase

    language = found.language
    if found.reason:
        return textwrap.fill(found.reason, WIDTH)
    blocks = [_match(number, match, language) for number, match in enumerate(found.matches, 1)]
    if found.lessons:
        lines = [
            f"- {lesson.label} ({', '.join(citation.practice_id for citation in lesson.citations)})"
            for lesson in found.lessons
        ]
        blocks.append("\n".join([phrase("brief_lessons", language), *lines]))
    if found.gaps:
        lines = [_indented(f"- {gap.label}: {' '.join(gap.quote.split())}") for gap in found.gaps]
        blocks.append("\n".join([phrase("brief_gaps", language), *lines]))
    if found.notice:
        blocks.append(found.notice)
    return "\n\n".join(blocks)


def _match(number: int, match: SimilarMatch, language: str) -> str:
    from assistant.proposals.wording import labelled, listed, phrase, term

    strength = phrase(f"strength_{match.strength}", language)
    lines = [f"{number}. {match.practice_id} · {match.score:.2f} {strength} · {match.title}"]
    places = listed(match.countries, language)
    lines.append(_indented(" · ".join(word for word in (term(match.region or "", language), places) if word)))
    if match.also:
        ids = ", ".join(also.practice_id for also in match.also)
        lines.append(_indented(f"{labelled(phrase('brief_also', language), language)} {ids}"))
    for reason in match.reasons:
        lines.append(_indented(f"+ {reason.text}"))
        lines.append(_indented(f"“{' '.join(reason.citation.quote.split())}”", 8))
        lines.append(_indented(citation_line(reason.citation), 8))
    lines += [_indented(f"- {difference.text}") for difference in match.differences]
    for name in ("adaptability", "results", "funding"):
        citation = getattr(match, name)
        if citation is not None:
            words = " ".join(citation.quote.split())
            lines.append(_indented(f"{labelled(phrase(f'brief_{name}', language), language)} {words}"))
    if match.contacts is not None:
        lines.append(_indented(labelled(phrase("brief_contacts", language), language)))
        people = [line.strip(" -") for line in match.contacts.quote.splitlines()]
        lines += [_indented(f"- {line}", 6) for line in people if line]
    return "\n".join(lines)


def _indented(words: str, depth: int = 4) -> str:
    return textwrap.fill(words, WIDTH, initial_indent=" " * depth, subsequent_indent=" " * (depth + 2))
