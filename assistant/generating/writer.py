"""The generative mode: evidence to the model, its sentences through the check, else the quotation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answer import Answer, Generation, Nearest
from assistant.events import Delta, Event, Whole, deltas, found
from assistant.generating import prompts
from assistant.generating.chat_model import ChatModel, ChatModelError, Message
from assistant.generating.checked import CheckedText
from assistant.generating.fallback import Fallback, notice
from assistant.generating.reply import key_of, read_reply
from assistant.generating.rewriting import rewrite
from assistant.generating.shown import ShownPassage, choose_passages, condense, count_tokens
from assistant.language import detect_language
from assistant.phrases import phrase
from assistant.reading import Turn
from assistant.support import SupportCheck
from index.opened import Index

MOST_SENTENCES = 6
_EXACT = frozenset({"list", "count", "meta", "chitchat"})
_SURE = 0.8
"""So sure that there is an answer that quotations are shown though the model found none."""
_SECOND_OPINION = 0.3
"""Unanswered questions of which the assistant is at least so sure are put to the model all the same."""
_HISTORY_SHARE = 0.15

Extract = Callable[[str, Sequence[Turn], str | None], Answer]


class Writer:
    """Answers from the same evidence as the extractive mode, in the words of a language model.

    Nothing unchecked is ever given out: every piece is a sentence that stands in its passages. Whatever goes
    wrong with the model ends in the extractive answer with ``fallback`` and ``notice``.
    """

    def __init__(self, model: ChatModel, *, strike: bool = False, rewrite: bool = False) -> None:
        self._model = model
        self._strike = strike
        self._rewrite = rewrite
        self._checks: dict[str, SupportCheck] = {}

    def stream(
        self,
        extract: Extract,
        question: str,
        history: Sequence[Turn],
        language: str | None,
        index: Index,
        *,
        explicit: bool,
    ) -> Iterator[Event]:
        """The events of an answer to ``question``. ``extract`` gives the extractive answer.

        ``explicit`` says that the model was asked for by name, so that its absence needs a notice.
        """
        extractive = self._extracted(extract, question, history, language)
        yield found(extractive)
        reason = self._not_asked(extractive)
        if reason is not None:
            quiet = not explicit or reason is Fallback.NO_EVIDENCE
            yield from _quoted(extractive, reason, quiet=quiet)
            return
        begun = False
        try:
            for event in self._written(question, history, extractive, index):
                begun = begun or isinstance(event, Delta)
                yield event
        except ChatModelError as error:
            yield from _quoted(
                extractive, error.reason, generation=self._generation(None, []), in_pieces=not begun
            )

    def _extracted(
        self, extract: Extract, question: str, history: Sequence[Turn], language: str | None
    ) -> Answer:
        if self._rewrite:
            spoken = language or detect_language(question)
            if history or spoken != "en":
                alone = rewrite(question, history, spoken, self._model)
                if alone is not None:
                    return extract(alone, (), spoken)
        return extract(question, history, language)

    def _not_asked(self, extractive: Answer) -> Fallback | None:
        if extractive.kind in _EXACT:
            return Fallback.EXACT
        if not extractive.answered and (extractive.confidence or 0.0) < _SECOND_OPINION:
            return Fallback.NO_EVIDENCE
        return None

    def _written(
        self, question: str, history: Sequence[Turn], extractive: Answer, index: Index
    ) -> Iterator[Event]:
        since = time.perf_counter()
        checked, shown = self._checked(extractive, index, []), list[ShownPassage]()
        nothing = False
        for share in (1.0, 0.5):
            messages, shown = self._messages(question, history, extractive, index, share)
            if not shown:
                raise ChatModelError(Fallback.CONTEXT_OVERFLOW, "no passage fits into the model's context")
            checked = self._checked(extractive, index, shown)
            known = frozenset(key_of(item.key) for item in shown)
            try:
                pieces = self._model.stream(messages)
                sentences = read_reply(pieces, known)
                for number, written in enumerate(sentences):
                    if written.finds_nothing:
                        nothing = True
                        continue
                    if number == 0 and written.declines:
                        raise ChatModelError(Fallback.REFUSED, "the model declined to answer")
                    piece = checked.add(written)
                    if piece:
                        yield Delta(text=piece)
                    if len(checked.statements) + len(checked.removed) >= 2 * MOST_SENTENCES:
                        break
                break
            except ChatModelError as error:
                if error.reason is not Fallback.CONTEXT_OVERFLOW or share < 1 or checked.statements:
                    raise
        generation = self._generation(checked, shown)
        timings = {**extractive.timings_ms, "generate": round((time.perf_counter() - since) * 1000, 2)}
        extractive = replace(extractive, timings_ms=timings)
        reason = _too_little(checked, nothing)
        if reason is Fallback.FOUND_NOTHING and (extractive.confidence or 0.0) < _SURE:
            yield Whole(answer=_nothing_found(extractive, generation))
        elif reason is not None:
            yield from _quoted(extractive, reason, generation=generation, in_pieces=not checked.text)
        else:
            yield Whole(answer=_composed(extractive, checked, generation, strike=self._strike))

    def _messages(
        self, question: str, history: Sequence[Turn], extractive: Answer, index: Index, share: float
    ) -> tuple[list[Message], list[ShownPassage]]:
        budget = self._model.context_tokens - self._model.output_tokens
        rules = prompts.ANSWER.format(
            example="gp-08·results·1",
            sentences=MOST_SENTENCES,
            language=prompts.LANGUAGES[extractive.language],
        )
        budget -= count_tokens(rules) + count_tokens(prompts.QUESTION) + count_tokens(question) + 50
        turns = condense(history, int(max(0, budget) * _HISTORY_SHARE))
        shown = choose_passages(extractive, index, int((budget - count_tokens(turns)) * share))
        asked = prompts.QUESTION.format(
            evidence="\n".join(item.render() for item in shown), history=turns, question=question.strip()
        )
        return [Message(role="system", content=rules), Message(role="user", content=asked)], shown

    def _checked(self, extractive: Answer, index: Index, shown: Sequence[ShownPassage]) -> CheckedText:
        name = index.manifest.model.name
        if name not in self._checks:
            self._checks[name] = SupportCheck(index.embedder)
        return CheckedText(
            shown, self._checks[name], index.documents, extractive.language, strike=self._strike
        )

    def _generation(self, checked: CheckedText | None, shown: Sequence[ShownPassage]) -> Generation:
        return Generation(
            model=self._model.name,
            prompts=prompts.VERSION,
            shown=tuple(item.key for item in shown),
            removed=tuple(checked.removed) if checked else (),
            unknown_markers=checked.unknown_markers if checked else 0,
            corrected_markers=checked.corrected_markers if checked else 0,
        )


def _too_little(checked: CheckedText, nothing: bool) -> Fallback | None:
    """Why what is left is no answer: the model found none, or most of what it wrote is unsupported."""
    if not checked.kept and nothing:
        return Fallback.FOUND_NOTHING
    if not checked.kept and not checked.removed:
        return Fallback.GARBAGE
    return Fallback.UNSUPPORTED if len(checked.removed) > checked.kept else None


def _quoted(
    extractive: Answer,
    reason: Fallback,
    *,
    quiet: bool = False,
    generation: Generation | None = None,
    in_pieces: bool = True,
) -> Iterator[Event]:
    """The rest of the events of an answer that is quoted after all.

    Not ``in_pieces`` where sentences of the model were given already: the whole stands in their place.
    """
    told = None if quiet else notice(str(reason), extractive.language)
    both = " ".join(part for part in (told, extractive.notice) if part)
    answer = replace(
        extractive, fallback=str(reason), notice=both or None, generation=generation, mode="extractive"
    )
    if in_pieces:
        yield from deltas(answer)
    yield Whole(answer=answer)


def _composed(extractive: Answer, checked: CheckedText, generation: Generation, *, strike: bool) -> Answer:
    name = "struck" if strike else "removed"
    told = notice(name, extractive.language, count=len(checked.removed)) if checked.removed else None
    return replace(
        extractive,
        answer=checked.text,
        answered=True,
        mode="generative",
        statements=tuple(checked.statements),
        citations=checked.citations,
        nearest=(),
        notice=told,
        generation=generation,
    )


def _nothing_found(extractive: Answer, generation: Generation) -> Answer:
    """The model says that the passages do not answer, and the assistant has no strong reason to differ."""
    nearest = extractive.nearest or tuple(
        {
            c.practice_id: Nearest(practice_id=c.practice_id, title=c.title) for c in extractive.citations
        }.values()
    )
    lines = [phrase("not_found", extractive.language)]
    if nearest:
        names = "; ".join(near.title for near in nearest)
        lines.append(phrase("nearest", extractive.language, names=names))
    return replace(
        extractive,
        answer="\n\n".join(lines),
        answered=False,
        mode="generative",
        statements=(),
        citations=(),
        nearest=nearest,
        notice=None,
        generation=generation,
    )


def without_model(extractive: Answer) -> Iterator[Event]:
    """The events of an extractive answer to someone who asked for a model that is not configured."""
    yield found(extractive)
    yield from _quoted(extractive, Fallback.NO_MODEL)
