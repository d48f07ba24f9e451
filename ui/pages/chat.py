"""The chat: questions on the left of a line, answers with their sources under them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.reading import Turn
from ingest.errors import SstcError
from ui.pages.markup import answer_markdown

_EXAMPLES = [
    "How many mining companies took part in the China–Zambia safety training?",
    "¿Quién financió la cooperación entre Madagascar y Côte d'Ivoire?",
    "Which practices involve Kenya?",
    "Quels résultats a donné la pratique sur l'assurance-chômage au Bangladesh ?",
    "Compare Good Practice 8 and Good Practice 9",
]
_INTRO = (
    "## Good practices of South-South and Triangular Cooperation\n"
    "Ask in English, Spanish, French or Portuguese. Every answer is quoted from a record, with practice, "
    "section and page."
)


def build_chat(assistant: Assistant) -> gr.Blocks:
    """The page; the conversation lives in the browser's session, never here."""

    def reply(message: str, history: list[dict[str, Any]]) -> str:
        try:
            answer = assistant.ask(message, history=_turns(history))
        except SstcError as error:
            return str(error)
        return answer_markdown(answer)

    with gr.Blocks(title="SSTC practice assistant", analytics_enabled=False) as page:
        gr.Markdown(_INTRO)
        gr.ChatInterface(
            reply,
            examples=_EXAMPLES,
            chatbot=gr.Chatbot(height="65vh", label="Conversation", sanitize_html=True),
            textbox=gr.Textbox(placeholder="Your question", label="Question", max_length=20_000),
            api_visibility="private",
            flagging_mode="never",
        )
    return page


def _turns(history: list[dict[str, Any]]) -> list[Turn]:
    turns = []
    for message in history:
        content = message.get("content", "")
        if isinstance(content, list):
            content = " ".join(str(piece.get("text", "")) for piece in content if isinstance(piece, dict))
        turns.append(Turn(role=str(message.get("role", "user")), content=str(content)))
    return turns
