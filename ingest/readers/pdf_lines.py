"""Lines of a PDF → paragraphs and list items: what belongs together, and how broken words are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.blocks import ListItem, Paragraph
from ingest.readers.pdf_page import Line
from ingest.readers.words import fold, shown_link, without_bullet
from ingest.records import Link, PageStarts

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLET = re.compile(r"^(?:[•◦▪‣●○✓➢►▶·]\s*|[–-]\s+)(?=\S)")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_ENDED = re.compile(r"[.!?:;…]['\"’”»)\]]*$")
_BROKEN = re.compile(r"(?<=[^\W_])-$")
_INDENT = 9.0
_LIST_INDENT = 15.0


@dataclass(slots=True, kw_only=True)
class Layout:
    """What the whole document tells of its lines: words, spacing, size of the running text, hyphenation."""

    words: Counter[str] = field(default_factory=Counter)
    pitches: dict[int, float] = field(default_factory=dict)
    body: float = 12.0
    hyphenates: bool = True
    right: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Layout:
        """The layout that ``lines``, all those of a document, have in common."""
        layout = cls()
        heights: Counter[float] = Counter()
        pitches: dict[int, Counter[float]] = {}
        ends: list[tuple[str, str]] = []
        for line in lines:
            heights[round(line.height, 1)] += len(line.text)
            if line.place is None:
                key = round(line.x0 / 4)
                layout.right[key] = max(layout.right.get(key, 0.0), line.x1)
        for one, other in pairwise(lines):
            if one.page == other.page and one.place == other.place and other.baseline > one.baseline:
                pitches.setdefault(round(one.height), Counter())[round(other.baseline - one.baseline, 1)] += 1
        after_hyphen = False
        for line in lines:
            words = _WORD.findall(line.text.lower())
            broken = bool(_BROKEN.search(line.text)) and bool(words)
            if after_hyphen and words:
                ends[-1] = (ends[-1][0], words[0])
                words = words[1:]
            if broken and words:
                ends.append((words.pop(), ""))
            after_hyphen = broken
            layout.words.update(words)
        layout.body = heights.most_common(1)[0][0] if heights else 12.0
        layout.pitches = {
            height: min(pitch for pitch, count in found.items() if count >= max(found.values()) / 3)
            for height, found in pitches.items()
        }
        dropped = sum(bool(layout.words[a + b]) and not layout.words[f"{a}-{b}"] for a, b in ends if b)
        kept = sum(bool(layout.words[f"{a}-{b}"]) and not layout.words[a + b] for a, b in ends if b)
        layout.hyphenates = dropped * 2 >= kept
        return layout

    def pitch(self, height: float) -> float:
        """The usual distance of two lines of that height."""
        usual = self.pitches.get(round(height), height * 1.1)
        return usual if usual <= height * 2 else height * 1.1

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen between two halves of a word at the end of a line is the word's own."""
        halves = _WORD.findall(before.lower())[-1:] + _WORD.findall(after.lower())[:1]
        if len(halves) < 2 or not after[:1].islower():
            return True
        whole, hyphened = self.words["".join(halves)], self.words["-".join(halves)]
        if whole != hyphened:
            return hyphened > whole
        if not self.hyphenates:
            return True
        return all(len(half) >= 3 and self.words[half] for half in halves)


@dataclass(slots=True, kw_only=True)
class Group:
    """Lines of one paragraph or list item."""

    lines: list[Line]
    item: bool = False

    @property
    def bold(self) -> bool:
        """Whether the whole of it is set in bold."""
        return all(line.bold for line in self.lines)

    @property
    def height(self) -> float:
        """The height of its first line."""
        return self.lines[0].height


def group_lines(lines: Iterable[Line], layout: Layout, *, right: float | None = None) -> list[Group]:
    """``lines`` of one cell or of running text as paragraphs and list items, in order.

    ``right`` is the right border of the cell; running text has the margin of the lines that begin with it.
    """
    rows = _on_one_baseline(lines)
    if not rows:
        return []
    left = min(line.x0 for line in rows)
    margin = None if right is None else right - 1.5
    groups: list[Group] = []
    for line in rows:
        end = margin if margin is not None else layout.right.get(round(line.x0 / 4), line.x1)
        if groups and _goes_on(groups[-1], line, layout, left=left, right=end):
            groups[-1].lines.append(line)
            continue
        item = bool(_BULLET.match(line.text)) or (right is not None and line.x0 - left >= _LIST_INDENT)
        groups.append(Group(lines=[line], item=item))
    return groups


def _on_one_baseline(lines: Iterable[Line]) -> list[Line]:
    """``lines`` with those that stand side by side made one."""
    rows: list[Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        level = last is not None and last.page == line.page and last.place == line.place
        if (
            last
            and level
            and abs(last.baseline - line.baseline) < 0.3 * last.height
            and line.x0 >= last.x1 - 2
        ):
            rows[-1] = Line(
                page=last.page,
                x0=last.x0,
                x1=line.x1,
                baseline=last.baseline,
                height=max(last.height, line.height),
                bold=last.bold and line.bold,
                place=last.place,
                first=last.first,
                spans=[*last.spans, (" ", None), *line.spans],
            )
        else:
            rows.append(line)
    return rows


def _goes_on(group: Group, line: Line, layout: Layout, *, left: float, right: float) -> bool:
    """Whether ``line`` goes on with the paragraph of ``group``."""
    last = group.lines[-1]
    if abs(last.height - line.height) > 0.08 * max(last.height, line.height):
        return False
    if _BULLET.match(line.text) and not _BROKEN.search(last.text):
        return False
    gap = 0.3 * line.height
    full = last.x1 + gap + line.first > right - 1 or last.x1 > right - 4
    if line.page != last.page:
        return full and not (_ENDED.search(last.text) and not line.text[:1].islower())
    pitch = line.baseline - last.baseline
    if pitch < 0 or pitch > 1.3 * layout.pitch(line.height):
        return False
    if _BROKEN.search(last.text):
        return True
    if not full and (last.bold != line.bold or _ENDED.search(last.text) or not line.text[:1].islower()):
        return False
    if _NUMBERED.match(line.text) and _ENDED.search(last.text):
        return False
    indented = line.x0 - last.x0
    if indented > _INDENT and not (len(group.lines) == 1 and group.item):
        return False
    return not (indented < -_INDENT and len(group.lines) > 1)


def piece_of(group: Group, layout: Layout) -> Paragraph | ListItem:
    """The paragraph or list item that the lines of ``group`` make up."""
    text, links, pages = _text(group.lines, layout)
    if group.item:
        return ListItem(text=without_bullet(text), bold=group.bold, links=links, pages=_moved(pages, text))
    return Paragraph(text=text, bold=group.bold, links=links, pages=pages)


def _moved(pages: PageStarts, text: str) -> PageStarts:
    lead = len(text) - len(without_bullet(text))
    return tuple((max(0, offset - lead), page) for offset, page in pages)


def _text(lines: Sequence[Line], layout: Layout) -> tuple[str, tuple[Link, ...], PageStarts]:
    """The text of ``lines``, its links, and where its pages begin."""
    runs: list[tuple[str, str | None, int]] = []
    for at, line in enumerate(lines):
        spans = [(words, href, line.page) for words, href in line.spans]
        if at:
            before = lines[at - 1].text
            words, href, page = runs[-1]
            if before.endswith("\u00ad"):
                runs[-1] = (words.rstrip("\u00ad"), href, page)
            elif _BROKEN.search(before):
                if not _in_address(before, line.text) and not layout.keeps_hyphen(before, line.text):
                    runs[-1] = (words.removesuffix("-"), href, page)
            elif not _in_address(before, line.text):
                spans.insert(0, (" ", href if spans[0][1] == href else None, line.page))
        runs.extend(spans)
    text = ""
    starts: list[tuple[int, int]] = []
    links: list[Link] = []
    for words, href, pages in _by_target(runs):
        shown, link = shown_link(words, href) if href else (words, None)
        if link:
            links.append(link)
        before = " " if href and words[:1].isspace() else ""
        for offset, page in pages:
            if not starts or starts[-1][1] != page:
                starts.append((len(text) + min(offset, len(shown)), page))
        text += before + shown + (" " if href and words[-1:].isspace() else "")
    clean = fold(text.replace("\u00ad", ""))
    return clean, tuple(links), _settled(starts, text, clean)


def _settled(starts: Sequence[tuple[int, int]], text: str, clean: str) -> PageStarts:
    """``starts`` as offsets into the text with its white space folded."""
    settled: list[tuple[int, int]] = []
    for offset, page in starts:
        ink = len(re.sub(r"[\s\u00ad]", "", text[:offset]))
        at = 0
        for at, char in enumerate(clean):  # noqa: B007
            if not char.isspace():
                if not ink:
                    break
                ink -= 1
        settled.append((at if settled else 0, page))
    return tuple(settled)


def _by_target(
    runs: Sequence[tuple[str, str | None, int]],
) -> list[tuple[str, str | None, list[tuple[int, int]]]]:
    """Neighbouring runs with the same link made one, with the offsets at which each page begins in it."""
    merged: list[tuple[str, str | None, list[tuple[int, int]]]] = []
    for words, href, page in runs:
        if merged and merged[-1][1] == href:
            before, _, pages = merged[-1]
            merged[-1] = (before + words, href, [*pages, (len(before), page)])
        else:
            merged.append((words, href, [(0, page)]))
    return merged


def _in_address(before: str, after: str) -> bool:
    """Whether a web address that ``before`` ends with goes on at the start of ``after``."""
    last = before.rsplit(None, 1)[-1] if before.strip() else ""
    if "://" not in last and not last.startswith("www."):
        return False
    first = after.split(None, 1)[0] if after.strip() else ""
    if "://" in first or first.startswith("www."):
        return False
    return last[-1] in "/-_?=&%#." or bool(re.search(r"[/=&%_]|\w-\w|\.\w|\d", first))
