"""The answers for clients that speak to OpenAI: ``/v1/chat/completions`` and ``/v1/models``."""
