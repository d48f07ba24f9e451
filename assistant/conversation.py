"""What turns of a conversation say by their form: thanks, bare numbers, “tell me more”, “the same for”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading import Turn, clean
from assistant.talk import talk_probability
from assistant.words import fold

CHANGES = re.compile(
    r"\b(?:different|another|other|new) (?:topic|subject|question|matter)|chang\w+ (?:of |the )?(?:topic|subject)|"
    r"\bunrelated|\b(?:something|anything) else\b|\b(?:another|next|new|different) (?:question|thing)|"
    r"\b(?:otra|outra) (?:cosa|coisa|pregunta|pergunta)|\bautre (?:chose|question)|"
    r"\b(?:otro|cambi\w+ de) (?:tema|asunto)|\b(?:autre|change\w* de) sujet|"
    r"\b(?:outro assunto|mudando de assunto|mudar de assunto)|"
    r"^\W*(?:(?:leave|forget) (?:that|it|this)|by the way|deja(?:mos)? (?:eso|esto)|por cierto|a proposito|"
    r"olvid\w+ eso|"
    r"(?:et )?sinon|au fait|laiss\w+ (?:ca|cela)|deix[ae]m?(?:os)? (?:isso|isto)|esquec\w+ isso|alias|e ja agora)(?!\w)"
)
"""“Different question: …”, “cambiando de tema”."""

CORRECTS = re.compile(
    r"(?<!\w)(?:the (?:other )?ones? (?:in|with|from|on|about|for|of)|"
    r"(?:la|el) (?:otra |otro )?(?:de(?:l)?|con|en|sobre)|(?:celles?|celui) (?:d[eu]|avec|en|sur|d')|"
    r"[ao] (?:outr[ao] )?(?:d[aeo]|com|em|sobre|n[ao]))(?!\w)"
)
"""“No, the one in Central Asia”: what was asked stays, the record does not."""

OF_THOSE = re.compile(
    r"(?<!\w)(?:(?:of|among) (?:them|those|these)|(?:de|entre) (?:ell[oa]s|es[oa]s|est[oa]s)|"
    r"(?:d'entre|parmi) (?:eux|elles)|(?:d|dentre |entre )(?:eles|elas|esses|essas|estes|estas))(?!\w)"
)
"""“How many of them were women?”: a part of what was spoken of."""

_ANSWERED = re.compile(r"\[\d+\]")
_TO_YOU = re.compile(
    r"(?<!\w)(?:you|your|yours|yourself|u|tu|tus|te|ti|usted(?:es)?|su|sus|le|vous|votre|vos|toi|tes|"
    r"voces?|seus?|suas?|teus?|tuas?)(?!\w)"
)
_MORE = re.compile(
    r"^\W*(?:(?:ok|okay|yes|si|sim|oui|and|y|et|e|please|interesting|great|good|nice)\W+)*(?:"
    r"(?:can|could|would) you (?:please )?(?:tell|say|give|explain)\w*(?: me| us)? (?:a (?:bit|little) )?more.*|"
    r"(?:please )?(?:tell|give|show)(?: me| us)? (?:a (?:bit|little) |some )?more(?: (?:details?|information|of it|"
    r"about (?:it|that|this|them)))?|more(?: (?:details?|information))?|"
    r"go on|say more|elaborate|expand(?: on (?:it|that))?|"
    r"(?:cuent[ae]|d[ia]|dig[ae]|habl[ae])(?:me|nos)? (?:algo |un poco )?mas.*|mas (?:detalles?|informacion)|"
    r"(?:amplia|explica|desarrolla)\w*(?: (?:eso|esto|mas))?|(?:y )?(?:que )?mas|"
    r"(?:dites?|dis|racontez?|parlez?)[- ](?:m'en|moi|nous)(?:[- ]en)? (?:un peu )?(?:plus|davantage).*|"
    r"(?:dites?|dis)-nous-en (?:plus|davantage)|(?:en savoir|plus de|davantage de) ?(?:plus|details?|precisions?)?|"
    r"(?:me |nos )?(?:cont[ae]|fal[ae]|dig[ae]|diz)(?:-me|-nos| me| nos)? (?:um pouco )?mais.*|"
    r"mais (?:detalhes?|informac\w+)|"
    r"(?:quero|queria|gostaria de) saber mais.*|(?:quiero|quisiera|me gustaria) saber mas.*|"
    r"(?:i(?:'d| would) like to|i want to) (?:know|hear|learn) more.*|"
    r"(?:je (?:veux|voudrais|souhaite)) en savoir (?:plus|davantage).*"
    r")\W*$"
)
_SAME = re.compile(
    r"(?<!\w)(?:the same|likewise|same (?:question|thing)|lo mismo|la misma (?:pregunta|cosa)|igual|"
    r"la meme (?:chose|question)|"
    r"meme (?:chose|question)|pareil|idem|o mesmo|a mesma (?:coisa|pergunta))(?!\w)"
)
_NUMBER_ALONE = re.compile(
    r"(?<!\w)(?:(?:(?:for|about|with|to|of|and|in|para|sobre|con|com|y|pour|avec|et|dans|de|e|em)\s+)?"
    r"(?:la|le|el|a|o|the|da|do|na|no|ao|number|numero|no\.|n[.°º])|(?:for|with|and|of|para|con|com|y|pour|avec|et|e|de))"
    r"\s+(\d{1,2})(?=\s*(?:$|[.?!,;:)]))",
    re.I,
)
_COMPARED = re.compile(
    r"(?<!\w)compar\w*(?:-?(?:l[aeo]s?|it|them|that|this))?(?:\s+(?:it|that|this|them|isso|isto|eso|esto|cela|ca|its?\s+\w+|"
    r"(?:sus|ses|seus|suas)\s+\w+))?\s+(?:with|to|against|con|a|avec|com|aux?|ao)(?!\w)"
)

_RETURNS = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|and|y|et|e|pero|mais|mas|but)\W+)?(?:"
    r"(?:let'?s (?:go|get) |go(?:ing)? |to go |coming )?back to|"
    r"(?:volviendo|volvamos|para volver|regresando|vuelvo) al?|"
    r"(?:pour revenir|revenons|en revenant|je reviens) (?:a|aux?|sur)|"
    r"(?:voltando|voltemos|para voltar|retomando|de volta) ?(?:aos?|as?)?)(?!\w)\s*"
)
"""“Back to the mining course: …”: of something that was spoken of."""

_COMPLAINS = re.compile(
    r"^\W*(?:no\W+)?(?:"
    r"(?:that|this|it)(?: i|')s not (?:what i (?:asked|meant|wanted)[^.:;,!?]*|my question)|"
    r"i did(?: not|n't) ask that|"
    r"(?:eso )?no (?:es|era|fue) (?:eso )?(?:lo que (?:he |te )?(?:pregunt|pedi)\w+|mi pregunta)|"
    r"no (?:te )?pregunt\w+ eso|"
    r"ce n'(?:est|etait) pas (?:ce que (?:j'ai|je) (?:demand|voul)\w+|ma question)|"
    r"(?:isso )?nao (?:foi|e|era) (?:isso |o )?(?:que (?:eu )?pergunt\w+|(?:a )?minha pergunta))[.:;,!]+\s*"
)
"""“That is not what I asked. …”."""


def heard(history: Sequence[Turn], most: int) -> list[Turn]:
    """The last turns of ``history`` that ask or answer something; thanks and their replies are left out."""
    turns: list[Turn] = []
    polite = False
    for turn in history:
        if not turn.content.strip():
            continue
        if turn.role == "user":
            polite = bool(turns) and talk_probability(fold(clean(turn.content))) >= 1.0
        if not polite:
            turns.append(turn)
    return turns[-most:]


def was_answered(turns: Sequence[Turn]) -> bool:
    """Whether the last answer cited anything."""
    last = next((turn.content for turn in reversed(turns) if turn.role == "assistant"), "")
    return bool(_ANSWERED.search(last))


def wants_more(folded: str) -> bool:
    """Whether a folded question only wants to hear more: “tell me more”, “dites-m'en plus”."""
    return bool(_MORE.match(folded))


def says_the_same(folded: str) -> bool:
    """Whether a folded question asks again what was asked, of something else: “the same for …”."""
    return bool(_SAME.search(folded))


def returns(folded: str) -> bool:
    """Whether a folded question goes back to what was spoken of earlier: “back to …”, “volviendo al …”."""
    return bool(_RETURNS.match(folded))


def once_more(folded: str) -> str:
    """What a folded question asks that begins with “back to” or “that is not what I asked”; empty for any other."""
    begins = _COMPLAINS.match(folded) or _RETURNS.match(folded)
    return folded[begins.end() :] if begins else ""


def compares_with(folded: str) -> bool:
    """Whether a folded question names only one side of a comparison: “compare it with …”, “compáralo con …”."""
    return bool(_COMPARED.search(folded))


def is_to_the_assistant(folded: str) -> bool:
    """Whether a folded text addresses whoever answers."""
    return bool(_TO_YOU.search(folded))


def with_practices_named(text: str, numbers: Sequence[int]) -> str:
    """``text`` with “for the 27” as “for GP 27”, where there is a practice of that number."""
    if not (_SAME.search(fold(text)) or _COMPARED.search(fold(text)) or len(text.split()) <= 4):
        return text

    def named(found: re.Match[str]) -> str:
        if int(found.group(1)) not in numbers:
            return found.group()
        return text[found.start() : found.start(1)] + "GP " + found.group(1)

    return _NUMBER_ALONE.sub(named, text)
