"""Documents to records, and records to passages.

Here are the values, the cutting into sentences and passages, and the gazetteer. What reads sources is loaded
by whoever needs it: ``ingest.sources`` reads files and folders, ``ingest.markdown_record`` reads the Markdown
form of a record and ``ingest.markdown_writing`` writes it, ``ingest.parse`` takes original documents apart.
"""

from ingest.gazetteer import (
    Mention,
    country,
    find_countries,
    find_groups,
    find_mentions,
    find_regions,
    group,
    members,
)
from ingest.gazetteer_tables import Group
from ingest.passages import cut_passages
from ingest.records import (
    Country,
    Document,
    Link,
    Part,
    Partner,
    Passage,
    Record,
    RecordKind,
    Section,
    SectionKey,
)
from ingest.sentences import Span, split_sentences

__all__ = [
    "Country",
    "Document",
    "Group",
    "Link",
    "Mention",
    "Part",
    "Partner",
    "Passage",
    "Record",
    "RecordKind",
    "Section",
    "SectionKey",
    "Span",
    "country",
    "cut_passages",
    "find_countries",
    "find_groups",
    "find_mentions",
    "find_regions",
    "group",
    "members",
    "split_sentences",
]
