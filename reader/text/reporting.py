"""Words that report what somebody said ("denied", "according to"): English only, no grammar."""

from __future__ import annotations

import re

_VERBS = """acknowledge affirm allege announce argue assert clarify concede conclude confirm contend declare deny
disclose emphasize emphasise explain indicate insist maintain predict reply respond reveal say suggest testify warn"""
# These are nouns as well ("state media", "the reports"): they report only before "that", if not in the past.
_NOUNS_TOO = """claim comment estimate note promise recall remark repeat report state stress urge add admit tell think
believe write"""
_IRREGULAR = "said saying told telling wrote writing admitted admitting thought believed quoted added"
_KNOW = """agree ask calculate demonstrate discover doubt establish expect fear feel find guess hear hope imply
know learn mean prove realize realise recognize recognise remember see show understand wonder assume suspect
speculate worry complain swear pretend"""
_KNOWN = """asked found felt heard knew known learned learnt meant saw seen showed shown understood swore"""
_BESIDES = """fact claim evidence idea notion allegation assertion argument suggestion report rumour rumor belief
statement conclusion warning sign proof clear likely unlikely possible probable true false sure certain aware
convinced unclear so such"""


def _forms(verb: str) -> tuple[str, ...]:
    """Present, third person, past, participle; of irregular verbs the last two are no words and hurt nobody."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    return verb, f"{verb}s", f"{stem}ed", f"{stem}ing"


SURE = frozenset(form for verb in _VERBS.split() for form in _forms(verb)) | frozenset(_IRREGULAR.split())
SURE |= frozenset(form for verb in _NOUNS_TOO.split() for form in _forms(verb)[2:3])
BEFORE_THAT = frozenset(form for verb in _NOUNS_TOO.split() for form in _forms(verb)[:2])
"""Report when "that" follows; else they may be nouns."""
OPENS_THAT = (
    SURE
    | BEFORE_THAT
    | frozenset(form for verb in _KNOW.split() for form in _forms(verb))
    | frozenset((_KNOWN + " " + _BESIDES).split())
    | frozenset(f"{noun}s" for noun in _BESIDES.split())
)
"""A "that" near behind one of these begins a statement; behind other words it is who or which."""
ASKS = frozenset(form for verb in ("ask", "wonder", "doubt", "question") for form in _forms(verb))
"""What follows these with "if" or "whether" is in question."""

_NOT_YET = frozenset(form for form in SURE | ASKS | BEFORE_THAT if not form.endswith("ing"))
_SAY = "|".join(sorted(_NOT_YET))
_BARE = "|".join(sorted((SURE | {"claim", "claims", "think", "thinks", "believe", "believes"}) & _NOT_YET))
_W = r"\w[\w'’-]*\.?"
_LEFT_OUT = "and|but|or|nor|so|yet|who|whom|whose|which|when|while|because|if|although|though|until|since"
_WHEN = (
    r"(?:on|in|at|during|after|before|to|by|last|this|late|early|earlier|later|again|also|yesterday|today|tonight|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
TAG = re.compile(
    rf"\s{{0,8}}(?:(?i:as)\s+)?(?:(?i:according\s+to)\b[^,;:!?]{{1,160}}"
    rf"|(?!(?i:{_LEFT_OUT})\b)(?:(?:{_SAY})(?P<who>(?:\s+{_W}){{1,10}}?)"
    rf"|(?P<name>(?:{_W}\s+){{1,7}}?)(?:(?:told|tells)\s+(?:the\s+)?{_W}|(?:{_SAY}))(?:\s+{_WHEN}(?:\s+{_W}){{0,5}}?)?))"
    r"(?=\s{0,8}(?:$|[,;:!?—–]|\.\W{0,3}$))"
)
"""Words set off by commas that say who said the rest: "said Ada Byron", "she told reporters on Monday"."""
BARE = re.compile(
    rf"(?<=\w\s)(?P<verb>(?:told|tells)\s+(?:the\s+)?{_W}|(?:{_BARE}))(?:\s+(?:on|in|last|this)\s+{_W}|\s+{_WHEN})?"
    r"(?P<gap>\s{1,8})(?=(?:the|an?|his|her|its|their|our|my|your|this|these|those|there|it|he|she|they|we|you|I|no"
    r"|some|many|most|all|both|more)\b|[A-Z\d]|\w+s\s)"
)
"""A verb that reports, where a statement seems to begin right behind it: "She said |the ferry was late"."""
