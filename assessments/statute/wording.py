"""Comments on how a condition is worded. They explain and never block.

Each rule is a pattern, an explanation and its source. A pattern looks for words, not for meaning:
it can miss, and it can be wrong, so each comment shows the words it is about and asks a question.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Comment:
    """A remark on ``words``, which stand at ``start`` to ``end`` of the wording."""

    key: str
    title: str
    start: int
    end: int
    words: str
    consider: str
    source: str

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand, as for slicing."""
        return self.start, self.end


@dataclass(frozen=True)
class Rule:
    """``unless`` silences the rule where it is found before the match in the same sentence;
    ``unless_anywhere`` where it is found anywhere in the same sentence.
    """

    key: str
    title: str
    patterns: tuple[re.Pattern[str], ...]
    consider: str
    source: str
    unless: re.Pattern[str] | None = None
    unless_anywhere: re.Pattern[str] | None = None


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


# Only what is asked of the person: "we will not use force" and "is not required to" ask nothing.
_DENIED = re.compile(
    r"\b(?:no(?:body|thing|\s+one)?|never|cannot|can't|won't|not)\b(?:\s+[\w'’]+){0,5}\s*$",
    re.IGNORECASE,
)
_FREE = re.compile(r"\b(?:free|able|welcome|allowed)\s+to\b|\bneed\s+not\b", re.IGNORECASE)

_OFTEN = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|once|twice|(?:\d+|two|three|four)\s+times)\b"
    r"|\b(?:every|each)\s+(?:(?:other|second|\d+|two|three|four|six|eight)\s+)?"
    r"(?:day|week|fortnight|month|morning|evening|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday)s?\b"
    r"|\b(?:a|per)\s+(?:day|week|fortnight|month)\b",
    re.IGNORECASE,
)

# When it is to be, said in another way than how often.
_SAID_WHEN = (
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bhow\s+often\b"
    r"|\b(?:if|when)\b|\b(?:on|at)\s+the\s+(?:days?|dates?|times?)\b|\bon\s+\d{1,2}\s+[A-Z][a-z]+\b"
)

_PERSON = r"(?:his|her|their|(?:the\s+)?(?:person|patient)['’]s)"
_HOME = (
    r"(?:home|house|flat|hostel|unit|building|accommodation|address|placement|ward|premises|"
    r"grounds|room|property|area|town|city|county|country)"
)
_LIVE = r"(?:live|lives|living|reside|resides|residing|residence|stay|stays|remain|remains|lodge)"
_STREET = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Way|Court|"
    r"Place|Square|Hill|Row|Mews|Walk)"
)
_MEDICINE = r"(?:medications?|medicines?|injections?|depots?|treatment|antipsychotics?|doses?)"
_GIVEN = r"(?:must|shall|will|is\s+to|are\s+to)\s+be\s+(?:given|administered)"
# What may be given without a needle, and what the person agrees to, is not treatment by force.
_OFFERED = (
    r"(?![^.;]{0,60}\b(?:choice|choose|information|leaflet|reminder|appointment|prescription|supply|box"
    rf"|offered|with\s+(?:{_PERSON}\s+)?(?:consent|agreement)|if\s+\w+\s+(?:agrees?|consents?))\b)"
)
_SUBSTANCE = r"(?:alcohol|cannabis|drugs?|substances?|heroin|cocaine|crack|spice|amphetamines?)"
_ILLICIT = rf"(?:any\s+)?(?:(?:illicit|illegal|street|controlled)\s+)?{_SUBSTANCE}"
_EVENING = (
    r"(?:(?:[6-9]|1[0-2])(?:[:.]\d\d)?\s*p\.?m\b|(?:1[89]|2[0-3])[:.]\d\d\b|midnight\b|dark\b)"
    r"(?!\s*(?:and|to|until|-|–)\s*\d{1,2}(?:[:.]\d\d)?\s*p\.?m)"
)
_BACK = (
    r"(?:recall(?:ed)?|readmission|readmitted|(?:going|being\s+taken|a\s+return)\s+(?:back\s+)?to)"
)

CODE = (
    "Code of Practice on conditions: England 2015, chapter 29; Wales 2016 (check against the Code)"
)

RULES: tuple[Rule, ...] = (
    Rule(
        key="exact_placement",
        title="An exact placement",
        patterns=(
            re.compile(
                rf"\b(?:[Ff]lat\s+\w+,?\s+)?\d+[A-Za-z]?,?\s+(?:[A-Z][\w'’]+\s+)+{_STREET}\b"
            ),
            re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b"),
            re.compile(
                rf"\b(?i:{_LIVE})\s+in\s+(?:the\s+)?(?:[A-Z][\w'’]+\s+)+"
                r"(?:House|Lodge|Hostel|Court|Unit|Home|Villa|Manor|Centre|Project)\b"
            ),
            re.compile(rf"\b(?i:{_LIVE})\s+at\s+(?:the\s+)?[A-Z][\w'’]+(?:\s+[A-Z][\w'’]+)*"),
            *_any(
                rf"\b{_LIVE}\s+(?:at|in)\s+(?:the\s+)?(?:following|named|specified|above|this|"
                r"same)\s+(?:address|placement|hostel|home|property)",
                rf"\b{_LIVE}\s+(?:at|in)\s+(?:the\s+family|{_PERSON}\s+(?:own\s+)?"
                r"(?:mother|father|parents?|sister|brother|family|partner)['’]?s?['’]?)\s+"
                r"(?:home|house|flat|address)",
                rf"\b{_LIVE}\s+with\s+{_PERSON}\s+(?:mother|father|parents|sister|brother|family)\b",
            ),
        ),
        consider=(
            "This names an exact placement. Would a type of accommodation do, such as supported "
            "accommodation with staff on site, so that the person keeps some choice and a move "
            "does not need a new condition?"
        ),
        source="Macpherson et al. 2010, Box 1 (after Mullen 2006b)",
    ),
    Rule(
        key="liberty",
        title="May deprive the person of liberty",
        patterns=_any(
            rf"\b(?:not|never)\s+(?:be\s+)?(?:allowed\s+)?(?:to\s+)?leave\s+(?:(?:the|{_PERSON}|any)\s+)?"
            rf"(?:[\w-]+\s+){{0,2}}?{_HOME}\b",
            rf"\bonly\s+(?:to\s+)?leave\s+(?:(?:the|{_PERSON})\s+)?(?:[\w-]+\s+){{0,2}}?{_HOME}\b",
            r"\b(?:remain|stay|accompan\w+|supervis\w+|escort\w*|observ\w+|company)\b[^.;]{0,60}"
            r"\b(?:at\s+all\s+times|24\s+hours\s+a\s+day|around\s+the\s+clock)\b",
            r"\b24[\s-]*hours?\s+(?:supervision|supervised|observation|observed|monitoring)\b",
            r"\b(?:escorted|accompanied\s+by|under\s+escort)\b",
            r"\b(?:constant|continuous|one[\s-]to[\s-]one|1:1)\s+"
            r"(?:supervision|observations?|monitoring|control)\b",
            r"\b(?:curfew|locked|tagged|electronic\s+tag|gps|stay\s+indoors|remain\s+indoors)\b",
            r"\b(?:permission|approval)\b[^.;]{0,30}\b(?:to\s+leave|to\s+go\s+out|"
            r"before\s+(?:leaving|going\s+out))\b",
            rf"\b(?:be|stay|remain|return|get|come)\s+(?:back\s+)?(?:(?:at|in|to|inside)\s+)?"
            rf"(?:(?:the|{_PERSON})\s+)?(?:[\w-]+\s+){{0,2}}?(?:back|indoors|inside|{_HOME})\b"
            rf"[^.;]{{0,30}}?\b(?:by|before|after|from|between)\s+{_EVENING}",
            r"\b(?<!need\s)(?:not|never)\s+(?:to\s+)?(?:be|travel|go\s+out(?:side)?)\s+"
            r"(?:alone|unaccompanied|on\s+(?:his|her|their)\s+own)\b(?!\s+with)",
            r"\b(?<!need\s)(?:not|never)\s+(?:to\s+)?go\s+out(?:side)?\s+"
            r"(?:after|at|without|unless|except|until)\s+\w+|\bbe\s+in\s+by\s+\d",
            r"\bonly\s+(?:to\s+)?go\s+out\b|\bgo(?:es)?\s+out\s+only\b|\bline\s+of\s+sight\b",
            r"\bleave\b[^.;]{0,40}\b(?:without|unless|except\s+with)\b[^.;]{0,20}\bpermission\b",
        ),
        consider=(
            "A condition must not deprive the person of liberty: under continuous supervision and "
            "control, and not free to leave. Taken with the other conditions and with how the "
            "place is run, would it?"
        ),
        source="Welsh Ministers v PJ [2018] UKSC 66; s.17B",
        unless=_FREE,
    ),
    Rule(
        key="vague",
        title="Not definite enough to follow",
        patterns=_any(
            r"\b(?:as|where|when)(?:ever)?\s+(?:directed|instructed|told|advised)\b",
            r"\bas\s+(?:required|requested|necessary|needed|appropriate)\b",
            r"\b(?:when|if|where)(?:ever)?\s+(?:asked|required|requested|necessary|appropriate)\b",
            r"\bengag(?:e|es|ed|ing|ement)\b",
            r"\b(?:appropriate(?:ly)?|reasonabl[ey])\b",
            r"\b(?:co-?operat(?:e|es|ing|ion)|compl(?:y|ies|iance|iant)|adher(?:e|es|ing|ence))\b",
            r"\bbehav(?:e|es|ing)\b|\b(?:good|acceptable|disruptive|bad)\s+behaviou?r\b",
            r"\b(?:act|live|be|drink)\s+(?:responsibl[ey]|sensibl[ey]|properly)\b",
            r"\bhealthy\s+lifestyle\b|\b(?:follow|heed|accept|take)\s+(?:(?:the|all|any)\s+)?"
            r"(?:\w+['’]?s?['’]?\s+)?(?:instructions|advice|directions)\b",
            r"(?:^|\b(?:will|must|shall|should)\s+)(?:stay|keep|remain)\s+(?:well|stable|calm|healthy|"
            r"out\s+of\s+trouble)\b",
            r"\b(?:allow|let|admit|permit)\b(?:(?!\bleave\b)[^.;]){0,60}\b(?:at\s+(?:any|all)\s+times?|whenever)\b",
        ),
        consider=(
            "Would the person know exactly what to do, and would everyone agree whether it was "
            "done? Say who, what, where and when."
        ),
        source=CODE,
    ),
    Rule(
        key="how_often",
        title="How often?",
        patterns=_any(
            r"\b(?:regular(?:ly)?|frequent(?:ly)?|often|periodic(?:ally)?)\b",
            r"\b(?:attend|keep)s?\s+(?:to\s+)?(?:(?:all|any|the|his|her|their)\s+)*"
            r"(?:[\w-]+\s+){0,2}?appointments\b",
            r"\b(?:maintain|keep|have|stay|remain|be)s?\s+(?:in\s+)?(?:contact|touch)\b"
            r"(?!\s+(?:details|numbers?))",
            r"\b(?:allow|accept|permit)s?\s+(?:(?:all|any|the)\s+)?(?:home\s+)?(?:visits|access|"
            r"support(?!\s+with)|follow[\s-]?up|monitoring)\b",
            r"\b(?:meet|see)s?\s+(?:with\s+)?(?:the|his|her|their)\s+(?:[\w-]+\s+){0,4}?"
            r"(?:team|co-?ordinator|nurse|cpn|psychiatrist|doctor|worker)\b",
        ),
        consider="Say how often, for example every two weeks, so that the person can plan for it.",
        source=CODE,
        unless=_DENIED,
        unless_anywhere=re.compile(_OFTEN.pattern + _SAID_WHEN, re.IGNORECASE),
    ),
    Rule(
        key="recall_if",
        title="Recall for breaking a condition",
        patterns=_any(
            r"\b(?:be\s+)?recall(?:ed)?\b(?:\s+to\s+hospital)?\s*,?\s+(?:if|when|unless|should|for)\b",
            r"\b(?:if|unless|failure|failing|breach|breaking|otherwise|or)\b[^.;]{0,90}"
            r"\b(?:will|may|shall|can|to|could|would|must|in|lead\s+to)\s+(?:be\s+)?"
            r"(?:recall(?:ed)?|readmission|readmitted|(?:brought|taken|returned)\s+back\s+to\s+"
            r"(?:the\s+)?(?:hospital|ward)|returned\s+to\s+(?:the\s+)?(?:hospital|ward))\b",
            r"\bor\s+(?:be|face)\s+(?:recall(?:ed)?|readmitted|readmission)\b",
            r"\b(?:readmitted|returned\s+to\s+(?:the\s+)?hospital|(?:brought|taken|sent|go|goes)\s+"
            r"back\s+(?:in)?to\s+(?:the\s+)?(?:hospital|ward))\s+(?:if|when|unless|should)\b",
            r"\b(?:miss(?:ing|ed)?|skipping|stopping|not\s+\w+ing|declining|refus(?:ing|al)|"
            r"non[\s-]?\w+|failure|failing|breach|breaking)\b(?:(?!\b(?:not|never)\b)[^.;]){0,90}?"
            rf"\b(?:leads?\s+to|results?\s+in|means?|triggers?)\s+(?:an?\s+|immediate\s+)?{_BACK}"
            r"(?:\s+to)?(?:\s+(?:the\s+)?(?:hospital|ward))?\b",
        ),
        consider=(
            "Breaking a condition that the team added is by itself no ground for recall. Recall "
            "needs a need for treatment in hospital and a risk of harm, or a mandatory condition "
            "that was not kept. Leave recall out of the wording."
        ),
        source="s.17B(6)-(7), s.17E(1)-(2)",
        unless=re.compile(
            r"\b(?:not|never)\s+(?:by\s+itself\s+)?$|\b(?:not|never)\b[^.;]{0,60}\bby\s+itself\b",
            re.IGNORECASE,
        ),
    ),
    Rule(
        key="force",
        title="Treatment by force",
        patterns=_any(
            r"\b(?:by|with|using|use\s+of)\s+(?:reasonable\s+)?force\b",
            r"\b(?:forc(?:ed|ibly|ible)|restrain(?:ed|t)?|covert(?:ly)?)\b",
            rf"\bagainst\s+{_PERSON}\s+(?:will|wishes)\b",
            r"\bwithout\s+(?:\w+\s+)?consent\b",
            r"\b(?:whether\s+or\s+not|even\s+if)\s+(?:he|she|they|the\s+(?:person|patient)|\w+)\s+"
            r"(?:consents?|agrees?|objects?|refuses?|does\s+not|do\s+not|wants?)\b",
            r"\b(?:must|shall|will|is\s+to|are\s+to)\s+be\s+(?:injected|medicated)\b",
            rf"\b{_GIVEN}\b{_OFFERED}[^.;]{{0,40}}\b{_MEDICINE}\b",
            rf"\b{_MEDICINE}\b[^.;]{{0,40}}\b{_GIVEN}\b{_OFFERED}",
        ),
        consider=(
            "An order does not allow anyone to be treated by force in the community. Someone with "
            "capacity who says no cannot be treated unless recalled. Word it as what the person "
            "is asked to do."
        ),
        source="Part 4A (ss.64B-64G)",
        unless=_DENIED,
    ),
    Rule(
        key="unenforceable",
        title="Cannot be enforced",
        patterns=_any(
            r"\burine\b(?:\s+(?:samples?|tests?|testing|screens?|screening|analysis)\b)?",
            r"\b(?:saliva|oral[\s-]fluid|hair)\s+(?:samples?|tests?|testing)\b",
            rf"\b(?:{_SUBSTANCE}|illicit\s+substances?)\s+(?:tests?|testing|screens?|screening)\b",
            rf"\b(?:tests?|tested|testing|screens?|screened|screening)\s+for\s+{_ILLICIT}\b",
            r"\brandom\s+(?:\w+\s+)?(?:tests?|testing)\b",
            r"\b(?:provide|give|supply)s?\s+(?:(?:an?|any)\s+)?(?:samples?|specimens?)\b"
            r"(?!\s+(?:of\s+(?:blood|urine)|for\s+\w+\s+(?:test|screen)))",
            r"\bbreathaly[sz](?:e|ed|er|ing)\b|\bbreath\s+tests?\b",
            rf"\b(?:abstain|abstinen(?:t|ce)|refrain|desist|sober|sobriety|{_SUBSTANCE}[\s-]free)\b",
            rf"\b(?:not|never|stop|no\s+longer|give\s+up|avoid)\s+(?:to\s+)?"
            rf"(?:(?:mis|ab)?us(?:e|ing)|take|taking|drink|drinking|smoke|smoking|consume|consuming|"
            rf"buy)?\s*{_ILLICIT}\b",
            r"\b(?:not|never|stop|avoid)\s+(?:to\s+)?(?:drink|drinking|smoke|smoking|gambl(?:e|ing))\b",
            r"\b(?:not|never)\s+(?:to\s+)?(?:be|get|become)\s+(?:drunk|intoxicated|high|"
            r"under\s+the\s+influence)\b",
            rf"\bno\s+(?:use\s+of\s+)?(?:illicit\s+|illegal\s+)?{_SUBSTANCE}\b",
            r"\b(?:not|never|avoid)\s+(?:to\s+)?(?:associat(?:e|ing)|mix(?:ing)?|"
            r"meet(?:ing)?|see(?:ing)?|contact(?:ing)?|have\s+(?:any\s+)?contact|approach(?:ing)?|"
            r"visit(?:ing)?|enter(?:ing)?|go(?:ing)?\s+(?:to|near|into|within))\b(?!\s+(?:\w+\s+)?(?:doctor|nurse|team|gp)\b)",
            r"\b(?:stay|keep|remain)\s+(?:away\s+from|out\s+of|off)\b|\bno\s+contact\s+with\b",
            r"\b(?:not|no|never|stop|limit)\b[^.;]{0,30}\b(?:social\s+media|internet)\b",
        ),
        consider=(
            "This cannot be enforced: nobody can be made to give a sample or to stay away from a "
            "substance or from people, and not keeping to it is by itself no ground for recall. "
            "What would the team really do, and would an offer of support do more?"
        ),
        source="Macpherson et al. 2010, Figure 1 Stage 2 and the case of Eddie; s.17B(6), s.17E",
        unless=re.compile(r"\b(?:free|need\s+not|offered)\b", re.IGNORECASE),
    ),
)

_REACH = 300
"""How many characters of a sentence are looked at on either side, so that length stays cheap."""

PURPOSE_WORDS = {
    "treatment": "ensuring that the person receives medical treatment",
    "health_or_safety": "preventing risk of harm to the person's health or safety",
    "others": "protecting other persons",
}


def comments_on(wording: str, *, purposes: Collection[str] = ()) -> tuple[Comment, ...]:
    """What may be wrong with a wording, in the order of its words; empty where nothing is seen.

    ``purposes`` are the keys of s.17B(2) chosen for it; where given, they are named beside what
    cannot be enforced. Raises KeyError for a purpose that the law does not know.
    """
    served = [PURPOSE_WORDS[key] for key in purposes]
    found: list[Comment] = []
    for rule in RULES:
        taken: list[tuple[int, int]] = []
        for match in _matches(rule, wording):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            found.append(_comment(rule, match, served))
    return tuple(sorted(found, key=lambda comment: (comment.start, comment.key)))


def _matches(rule: Rule, wording: str) -> list[re.Match[str]]:
    matches = [match for pattern in rule.patterns for match in pattern.finditer(wording)]
    matches.sort(key=lambda match: (match.start(), -match.end()))
    return [match for match in matches if not _silenced(rule, wording, match)]


def _silenced(rule: Rule, wording: str, match: re.Match[str]) -> bool:
    starts = [wording.rfind(mark, 0, match.start()) for mark in ".;\n"]
    begin = max(*starts, match.start() - _REACH) + 1
    ends = [at for mark in ".;\n" if (at := wording.find(mark, match.end())) >= 0]
    end = min(*ends, match.end() + _REACH) if ends else match.end() + _REACH
    if rule.unless and rule.unless.search(wording[begin : match.start()]):
        return True
    return bool(rule.unless_anywhere and rule.unless_anywhere.search(wording[begin:end]))


def _comment(rule: Rule, match: re.Match[str], served: list[str]) -> Comment:
    consider = rule.consider
    if rule.key == "unenforceable" and served:
        consider += f" The purpose chosen is {' and '.join(served)}: what else would serve it?"
    return Comment(
        rule.key, rule.title, match.start(), match.end(), match.group(), consider, rule.source
    )
