"""Every error this project raises on purpose, in one tree.

    SstcError                     something the user can act on; never shown as a traceback
    ├── UsageError                the request itself is wrong                        exit 2, HTTP 422
    ├── SourceError               a source cannot be read                            exit 2, HTTP 400
    │   ├── SourceTooLargeError   a file is larger than what is read                 exit 2, HTTP 413
    │   └── RecordFormatError     a record breaks the format of corpus/README.md     exit 2, HTTP 400
    ├── NotFoundError             no such record                                     exit 2, HTTP 404
    ├── IndexStateError           the index cannot be used as it is                  exit 1, HTTP 503
    │   ├── IndexMissingError     there is none yet
    │   ├── IndexStaleError       it was made by another version, model or corpus
    │   └── IndexDamagedError     files of it are missing or changed
    ├── IndexLockedError          another process is writing to it                   exit 1, HTTP 409
    └── ModelError                an embedding or language model cannot be used      exit 1, HTTP 502

A message says what happened, to which file or field, and what to do next.
"""

from __future__ import annotations

from enum import StrEnum


class SstcError(Exception):
    """An error with a message made for the user: what happened, where, and what to do."""

    exit_status = 1
    http_status = 500
    slug = "error"


class UsageError(SstcError):
    """The request itself is wrong: an empty question, an unknown filter, a value out of range."""

    exit_status = 2
    http_status = 422
    slug = "bad-request"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Fault(StrEnum):
    """What is wrong with a file, for those who tell it in other words than the message."""

    EMPTY = "empty"
    KIND = "kind"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    PASSWORD = "password"
    SCAN = "scan"
    DAMAGED = "damaged"


class SourceError(SstcError):
    """A source document is missing, empty, unreadable, or of a kind that cannot be read."""

    exit_status = 2
    http_status = 400
    slug = "unreadable-source"

    def __init__(self, message: str, *, fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault


class SourceTooLargeError(SourceError):
    """A file is larger than what is read."""

    http_status = 413
    slug = "too-large"

    def __init__(self, message: str) -> None:
        super().__init__(message, fault=Fault.TOO_LARGE)


class RecordFormatError(SourceError):
    """A record breaks the format of ``corpus/README.md``; the message names the file and the field."""

    slug = "bad-record"


class NotFoundError(SstcError):
    """There is no record of that id."""

    exit_status = 2
    http_status = 404
    slug = "not-found"


class IndexStateError(SstcError):
    """The index cannot be used as it is; the message names the command that mends it."""

    http_status = 503
    slug = "index-unusable"


class IndexMissingError(IndexStateError):
    """No index generation has been published in the data folder yet."""

    slug = "index-missing"


class IndexStaleError(IndexStateError):
    """The index was made by another schema version or another embedding model."""

    slug = "index-stale"


class IndexDamagedError(IndexStateError):
    """Files of the published generation are missing or do not hold what the manifest says."""

    slug = "index-damaged"


class IndexLockedError(SstcError):
    """Another process is building an index in the same data folder."""

    http_status = 409
    slug = "index-locked"


class ModelError(SstcError):
    """An embedding or language model cannot be loaded or does not answer."""

    http_status = 502
    slug = "model-error"
