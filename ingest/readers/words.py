"""How words and links of any format read in plain text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ingest.records import Link

_BULLET = re.compile(r"^(?:[•◦▪‣●○✓➢►▶·*–—-]\s*)+(?=\S)")


def shown_link(words: str, href: str) -> tuple[str, Link | None]:
    """How a link reads in plain text, and the link where it leads to a web address.

    ``words (https://…)``; only the address where the words repeat it; only the words where the target is dead
    (``#``, or no address at all).
    """
    words = fold(words)
    href = re.sub(r"^(https?://[^/?#]+)/$", r"\1", href.strip())
    if href.lower().startswith("mailto:"):
        address = href[7:].split("?")[0]
        same = not words or _squeeze(address) in _squeeze(words)
        return (words or address) if same else f"{words} ({address})", None
    if not _is_web_address(href):
        return words, None
    if not words or _squeeze(words) == _squeeze(href):
        return href, Link(url=href)
    if _squeeze(_host_and_path(words)) == _squeeze(_host_and_path(href)):
        return (href if re.search(r"\s", words) else words), Link(url=href)
    return f"{words} ({href})", Link(url=href, label=words)


def without_repeated_addresses(text: str) -> tuple[str, tuple[Link, ...]]:
    """``text`` with an address in brackets left out where the words before it are the same address; the links
    that were left out.

    Documents made from web pages print “www.example.org (http://www.example.org)”.
    """
    links: list[Link] = []

    def once(match: re.Match[str]) -> str:
        if _squeeze(_host_and_path(match[1])) != _squeeze(_host_and_path(match[2])):
            return match[0]
        links.append(Link(url=match[2]))
        return match[1]

    return re.sub(r"([^\s()]+\.[^\s()]+) \((https?://[^\s()]+)\)", once, text), tuple(links)


def fold(text: str) -> str:
    """``text`` with white space folded; a wide gap, which stands for a line break, becomes one."""
    text = re.sub(r"[ \t\u00a0\u200b\ufeff]{5,}", "\n", text)
    text = re.sub(r"[ \t\u00a0\u200b\ufeff\r\f\v]+", " ", text)
    return re.sub(r" ?\n[ \n]*", "\n", text).strip()


def without_bullet(text: str) -> str:
    """``text`` of a list item without the bullets that stand before its first word."""
    return _BULLET.sub("", text)


def _is_web_address(href: str) -> bool:
    if re.search(r"\s", href):
        return False
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    host = parts.netloc.rpartition("@")[2]
    return parts.scheme.lower() in {"http", "https"} and "." in host and not re.search(r"[%()]", host)


def _host_and_path(text: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", text.strip(), flags=re.I)


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
