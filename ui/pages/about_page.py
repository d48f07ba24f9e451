"""The page about the assistant: what it knows, what it does not do, terms, privacy."""

from __future__ import annotations

from collections import Counter

from ingest.records import RecordKind
from ui.pages.events import html
from ui.pages.markup import esc, link
from ui.pages.site import Site
from ui.pages.words import term, word, written

_MATTERS = ("does", "not", "privacy", "terms")


def about_page(site: Site) -> None:
    """Builds the page inside the open tab."""
    site.labels.bind(html(elem_id="about"), value=lambda language: about_html(site, language))


def about_html(site: Site, language: str) -> str:
    """Numbers from the index that answers now, and four short texts."""
    assistant = site.assistant
    records = assistant.records()
    kinds = Counter(str(record.kind) for record in records)
    sections = sum(bool(section.text) for record in records for section in record.sections)
    tiles = [(count, term(f"{kind}s", language)) for kind in RecordKind if (count := kinds[str(kind)])]
    tiles.append((sections, word("about_sections", language)))
    tiles.append(
        (len({c.iso for record in records for c in record.countries}), word("about_countries", language))
    )
    shown = "".join(f"<div><b>{count}</b><span>{esc(name)}</span></div>" for count, name in tiles)
    rows = []
    for name, count in Counter(record.document for record in records).most_common():
        document = assistant.document(name)
        title = link(document.url or "", document.title) if document else esc(name)
        by = ", ".join(str(part) for part in (document.publisher, document.year) if part) if document else ""
        rows.append(f'<tr><th scope="row" lang="en">{title}</th><td>{esc(by)}</td><td>{count}</td></tr>')
    heads = "".join(
        f'<th scope="col">{written(n, language)}</th>' for n in ("field_document", "published_by", "records")
    )
    texts = "".join(
        f"<section><h3>{written(f'about_{name}_heading', language)}</h3>"
        + "".join(f"<p>{esc(line)}</p>" for line in word(f"about_{name}", language).split("\n"))
        + "</section>"
        for name in _MATTERS
    )
    connected = site.settings.llm_model if site.settings.llm_base_url else None
    mode = word("about_model", language, model=connected) if connected else word("about_model_none", language)
    return (
        f'<div class="about"><h2>{written("about_heading", language)}</h2><p class="lead">'
        f"{written('about_lead', language)}</p>"
        f'<div class="tiles">{shown}</div>'
        f'<div class="wide" tabindex="0" role="group"><table><thead><tr>{heads}</tr></thead><tbody>'
        f"{''.join(rows)}</tbody></table></div>"
        f'<p class="meta">{written("about_index", language, generation=assistant.generation())} '
        f"{esc(mode)}</p>"
        f'<div class="matters">{texts}</div></div>'
    )
