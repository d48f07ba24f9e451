"""Passages to matches: builds index generations, publishes them, and searches the live one.

Nothing heavy is imported here: the vector store, the model runtimes and the lexical index load when used.
"""

from index.build import BuildReport, build_index
from index.current import CurrentIndex
from index.embedder import Embedder, EmbedderSource, HashEmbedder
from index.matches import Filters, Match
from index.onnx_model import embedder_source
from index.opened import Index, open_index

__all__ = [
    "BuildReport",
    "CurrentIndex",
    "Embedder",
    "EmbedderSource",
    "Filters",
    "HashEmbedder",
    "Index",
    "Match",
    "build_index",
    "embedder_source",
    "open_index",
]
