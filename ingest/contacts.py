"""The e-mail addresses and telephone numbers in a text."""

from __future__ import annotations

import re

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_NUMBER = r"\d[\d \u00a0()./-]{5,20}\d"
_CONTACT = re.compile(
    rf"(?P<mail>{_MAIL})"
    rf"|(?<![\w/.])(?P<international>(?:\(?\+ ?|00(?=[\d ( -])){_NUMBER})"
    rf"|\b(?:tel|tél|phone|telephone|teléfono|téléphone|telefone|mobile|cell|fax|whatsapp|t)\b[.: ]{{1,3}}"
    rf"(?P<local>\(?{_NUMBER})",
    re.IGNORECASE,
)


def find_contacts(text: str) -> tuple[str, ...]:
    """The e-mail addresses and telephone numbers in ``text`` as written, each once, in order.

    A number counts when it is international (``+39 011 …``, ``00961 …``) or follows a word such as “Tel”.
    """
    found = (
        " ".join(match[match.lastgroup or 0].split()).rstrip(".-/ (") for match in _CONTACT.finditer(text)
    )
    return tuple(dict.fromkeys(found))
