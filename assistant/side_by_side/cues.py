"""Words that speak of several things in a question: of both, of the same, of the one and the other."""

from __future__ import annotations

import re

INTERROGATIVE = (
    r"(?:what|which|who|whom|whose|how(?: many| much| long)?|where|when|why|que|cual(?:es)?|quien(?:es)?|como|"
    r"donde|cuando|cuant[oa]s?|qui|quel(?:le)?s?|lequel|laquelle|comment|quand|combien(?: de)?|qu['’]|qual|quais|"
    r"quem|onde|quando|quant[oa]s?)"
)
"""A question word, folded."""

ASKS = re.compile(rf"(?<!\w){INTERROGATIVE}(?!\w)")
ASKS_TWICE = re.compile(
    rf"(?<!\w){INTERROGATIVE}(?!\w).*(?:[,;:?]|(?<!\w)(?:and|or|y|o|et|ou|e))\W+{INTERROGATIVE}(?!\w)|"
    r"(?<!\w)(?:between|entre)(?!\w)"
)
"""“Who …, and who …?”, or what names two things to choose from."""

_NOT = r"(?:not|no|pas|nao|nem|ni|without|sin|sans|sem)"
STARTS_WITHOUT = re.compile(rf"\W*{_NOT}(?!\w)")
LEAVES_OUT = re.compile(
    rf"(?<!\w)(?:{_NOT}|rather than|instead of|other than|apart from|except|salvo|excepto|exceto|sauf|hormis|"
    r"excluding)(?!\w)\W*(?:the|that|le|la|el|los|las|o|a|os|as|celle|celui|ceux)?\W*"
    r"(?:of|de|du|da|do|com|con|avec)?\W*$"
)
"""What leaves out the side that follows: “…, not Zambia’s mines”."""

_COMPARATIVES = (
    r"(?:which|who|whose|more|less|fewer|longer|shorter|bigger|larger|earlier|later|first|most|higher|cheaper|"
    r"better|either)(?: .{0,120})? (?:or|than)",
    r"(?:cual(?:es)?|quien|mas|menos|mejor|mayor|antes)(?: .{0,120})? (?:o|u|que)",
    r"(?:(?:la|le)quell?e?s?|quel(?:le)?s?|qui|plus|moins|mieux|avant)(?: .{0,120})? (?:ou|que)",
    r"(?:qual|quais|quem|mais|menos|melhor|maior|antes)(?: .{0,120})? (?:ou|que)",
)
_WORDING = {
    "both": r"both|ambos|ambas|(?:the|these|those) two|(?:las|los) dos|(?:les|aux|des) deux|"
    r"(?:as|os|nos|nas|dos|das) (?:duas|dois)|two cases|dos casos|deux cas|dois casos",
    "same": r"same|alike|overlap\w*|recoup\w+|solap\w+|coincid\w+|sobrep\w+|similar\w*|in common|joint|equally|"
    r"mism[oa]s?|igual(?:es)?|igual que|en comun|parecid\w+|memes?|pareil\w*|commune?s?|mesm[oa]s?|iguais|em comum",
    "unlike": r"unlike|instead of|rather than|as opposed to|in contrast|against|on one (?:side|hand)|apart|"
    r"distinguish\w*|a diferencia de|en vez de|en lugar de|por un lado|contra|frente a|distingue\w*|"
    r"contrairement|au lieu de|plutot que|d'un cote|contre|face a|ao contrario|em vez de|por um lado|lado a lado|"
    r"versus|vs",
    "choice": "|".join(_COMPARATIVES),
    "other": r"another|an other|the other|l'autre|une? autre|otr[oa]|el otro|la otra|outr[oa]|de part et d'autre",
    "each": r"each|respectively|in turn|cada un[oa]|cada|respectivamente|chacune?|chaque|respectivement|cada uma?",
    "stand_in": r"the [\w-]+ ones?|the ones? (?:in|on|with|for|about|from)|that of|those of|"
    r"(?:y|o|que) (?:la|el|los|las) (?:de|del|sobre|con)|(?:celles?|celui|ceux)|"
    r"(?:e|ou|que) (?:a|o|as|os) (?:da|do|das|dos|de|sobre|com)",
    "compare": r"par rapport|respecto (?:a|de)|em relacao|relative to|mix(?:ing)? up|confund\w+|confond\w+|compar\w+|"
    r"differ\w+|diferenc\w+|difier\w+|diferem|contrast\w*",
}
CUES = {name: re.compile(rf"(?<!\w)(?:{wording})(?!\w)") for name, wording in _WORDING.items()}
"""By name, what says in a folded question that several things are spoken of."""

JOINTS = {
    name: re.compile(joint)
    for name, joint in {
        "and": r"(?<!\w)(?:and|y|e|et)(?!\w)",
        "or": r"(?<!\w)(?:or|o|u|ou)(?!\w)",
        "against": r"(?<!\w)(?:vs|versus|against|contra|contre|than|unlike|frente a|face a|whereas|while|mientras|"
        r"tandis|enquanto)(?!\w)|/",
        "comma": r"[,;]",
        "question": r"\?",
        "stop": r"[:.!]",
        "dash": r"(?<=\s)[-—–](?=\s)",
        "preposition": r"(?<!\w)(?:with|from|to|as|like|con|com|avec|a|ao|aos|au|aux|que|como|comme)(?!\w)",
    }.items()
}
"""By name, what stands between two sides."""

_OF_THE_OTHER = (
    r"(?:(?:de|que|a|à|como|e|y|o|ou|et|than|as|and|or)\s+)?(?:"
    r"(?:that|those|the ones?)\s+(?:of|in|with|on|for|about|from)|the ones?|"
    r"(?:la|el|los|las)\s+(?:de|del|sobre|con)(?=\s)|(?:celles?|celui|ceux)(?:\s+(?:de|du|des|sur|avec|d['’]))?|"
    r"(?:a|o|as|os|à|ao|às|aos)\s+(?:da|do|das|dos|de|sobre|com)(?=\s))"
)
"""“that of”, “la de”, “celle de”, “a do”: what stands for a practice before what it is about."""

JOINT = re.compile(
    r"\s*(?:[;,:?¿!¡—–/()]|\.(?=\s|$)|(?<=\s)-(?=\s)|(?<![\w-])(?:" + _OF_THE_OTHER + r"|"
    r"vs\.?|versus|and|or|with|from|to|than|as|like|compared|against|unlike|instead|rather|opposed|whereas|while|"
    r"(?<=\d\s)(?:da|de la|de|of|from)(?=\s\d)|on one side|on the other|another|y|e|o|u|et|ou|con|com|avec|que|"
    r"como|comme|frente a|face à|face a|contra|contre|respecto a|par rapport à|par rapport aux?|à|au|aux|ao|aos|às|"
    r"mientras|tandis|enquanto)(?![\w-]))\s*",
    re.I,
)
"""Where a question, as it is written, may divide."""

ASKED_FOR = re.compile(
    rf"(?<!\w){INTERROGATIVE}\s+(?!(?:the|a|in|on|of|for|about|with|to|el|la|los|las|en|de|del|con|para|sobre|le|les|"
    r"des|du|pour|avec|sur|o|os|as|na|no|nas|nos|da|do|com|em)(?!\w))(\w+)"
)
"""What a question word asks for: “which languages”, “combien de pays”."""

SEVERAL = re.compile(
    r"\?[^?]{3,80}\?[^?]*\w|,[^,]{3,80}(?:,| and | y | et | e )[^,]{3,}|"
    r"(?<!\w)(?:three|four|tres|trois|cuatro|quatre|quatro)(?!\w)",
    re.I,
)
"""More than two things to compare: “A, B and C”."""

BREAK = re.compile(r"[?!:;]|\.(?=\s)|\s[-—–]\s")
"""Where a clause ends."""

BARE_NUMBER = re.compile(
    r"(?:^|(?<!\w))(?:the|la|el|le|l'|a|o|na|no|da|do|number|numero|no\.?)?\s*(\d{1,2})\W*$"
)
"""A practice called by its number alone, at the end of a side: “la 24”."""

_ARTICLE = (
    r"(?:(?:of|in|for|from|to|with|de|en|da|do|na|no|em|a|à|dans|pour|par|con|com|avec)\s+)?"
    r"(?:(?:the|la|el|le|les|los|las|l'|a|o|as|os|à|number|nr\.?|no\.?|n°|#)\s*)?"
)
_MEASURED = (
    r"\W*(?:de |of )?(?:jan|feb|fev|ene|mar|abr|apr|avr|may|mai|jun|jui|jul|aug|ago|aou|sep|set|oct|out|okt|nov|"
    r"dec|dez|dic|day|dia|jour|year|ano|week|sem|month|mes|mois|hour|hor|heur|country|countries|pais|pays|%)"
)
_THAN = (
    r"(?:and|or|with|to|than|against|vs\.?|versus|y|e|et|o|ou|con|com|avec|frente a|face a|contra|contre|"
    r"par rapport a|respecto a|da|de|from|comme|como|que|du|in comparison with|compared (?:to|with))"
)
NUMBERS = re.compile(
    rf"(?<![\w.,/-])(\d{{1,2}})(?![\w%/.-]|,\d)\s*(?:,|&|/|;|(?<!\w){_THAN}(?!\w))\s*"
    rf"{_ARTICLE}(?:(?:that|those) of\s+)?(?<![\w.,/-])(\d{{1,2}})(?![\w%/-]|[.,]\d|{_MEASURED})"
)
"""Two practices called by their numbers alone: “22 and 8”, “la 9 frente à 27”, in a folded question."""
