"""API keys: known by their SHA-256 only, compared in constant time."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.settings import key_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who makes a request: ``name`` is the start of the key's digest, or the address without a key."""

    name: str
    keyed: bool = False
    admin: bool = False


def new_key() -> tuple[str, str]:
    """A fresh random key, and the digest to put into the settings."""
    key = f"sstc-{secrets.token_urlsafe(32)}"
    return key, key_digest(key)


class KeyRing:
    """The keys that callers and administrators may use."""

    def __init__(self, keys: Sequence[str], admin_keys: Sequence[str]) -> None:
        self._keys = tuple(keys)
        self._admin_keys = tuple(admin_keys)

    @property
    def needed(self) -> bool:
        """Whether a request needs a key at all."""
        return bool(self._keys)

    def caller(self, headers: Mapping[str, str], address: str) -> Caller:
        """Who sent ``headers`` from ``address``; an unknown key counts as none.

        A key comes as ``Authorization: Bearer KEY``, as ``X-API-Key: KEY``, or as the password of HTTP Basic,
        which is what a browser can send. Basic never makes an administrator: browsers send it unasked.
        """
        key, basic = _sent(headers)
        if key is not None:
            sent = key_digest(key)
            name = f"key-{sent.partition(':')[2][:8]}"
            if _among(sent, self._admin_keys):
                return Caller(name=name, keyed=True, admin=not basic)
            if _among(sent, self._keys):
                return Caller(name=name, keyed=True)
        return Caller(name=address)


def _among(sent: str, known: Sequence[str]) -> bool:
    return sum(hmac.compare_digest(sent, one) for one in known) > 0


def _sent(headers: Mapping[str, str]) -> tuple[str | None, bool]:
    if key := headers.get("x-api-key"):
        return key, False
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip(), False
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2], True
        except (binascii.Error, ValueError):
            return None, True
    return None, False
