"""Whose position a statement is: the state for which its speaker holds an office.

A document seldom says "this is Korea's position". It says "South Korean President Ada Ostrov" or
"이재명 대통령", and that is what counts here: an office and a country beside the speaker's name.
Somebody without an office (an analyst, a company, an unnamed critic) speaks for no state.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from pledgecraft.documents.model import Document

_NATIONS: dict[str, str] = {
    "KOR": "South Korea(?:n|'s|’s)?|Republic of Korea|Korea(?:n|'s|’s)?|Seoul(?:'s|’s)?|Blue House|"
    "한국|대한민국|우리 정부|청와대|대통령실|韓国|韓",
    "USA": "United States|U\\.S\\.|US|American?(?:'s|’s)?|Washington(?:'s|’s)?|White House|미국|"
    "백악관|미 (?=상무|재무|국무|국방|무역)|米国|米(?=大統領|商務|財務|国務|政府|通商)|"
    "ホワイトハウス|アメリカ",
    "JPN": "Japan(?:ese|'s|’s)?|Tokyo(?:'s|’s)?|일본|日本|首相官邸",
    "EUU": "European Union|European Commission|EU|Brussels|"
    "유럽연합|유럽연합 집행위|欧州連合|欧州委員会",
    "CHN": "Chin(?:a|ese)(?:'s|’s)?|Beijing(?:'s|’s)?|중국|中国",
    "TWN": "Taiwan(?:ese|'s|’s)?|Taipei|대만|台湾",
    "GBR": "United Kingdom|UK|Brit(?:ain|ish)(?:'s|’s)?|영국|英国|英",
    "CHE": "Switzerland|Swiss|스위스|スイス",
    "DEU": "German[y]?(?:'s|’s)?|Berlin|독일|ドイツ",
    "FRA": "France|French|Paris|프랑스|フランス",
    "IND": "India(?:n|'s|’s)?|New Delhi|인도(?!네시아)|インド(?!ネシア)",
    "SAU": "Saudi(?: Arabia)?(?:n|'s|’s)?|Riyadh|사우디|サウジ",
    "ARE": "Emirati|United Arab Emirates|UAE|Abu Dhabi|아랍에미리트|アラブ首長国",
    "QAT": "Qatari?(?:'s|’s)?|Doha|카타르|カタール",
    "IDN": "Indonesian?(?:'s|’s)?|Jakarta|인도네시아|インドネシア",
    "VNM": "Vietnam(?:ese|'s|’s)?|Hanoi|베트남|ベトナム",
    "CAN": "Canad(?:a|ian)(?:'s|’s)?|Ottawa|캐나다|カナダ",
    "MEX": "Mexic(?:o|an)(?:'s|’s)?|멕시코|メキシコ",
}
_OFFICE = (
    "presiden(?:t|cy|tial)|prime minister|premier|minist(?:er|ry|erial)|secretary|chancellor|"
    "government|administration|officials?|spokes(?:man|woman|person)|envoy|ambassador|negotiators?|"
    "policy chief|policy adviser|national security adviser|chief of staff|treasury|commission|"
    "(?:commerce|state|treasury|energy|defen[cs]e) department|department of|central bank|"
    "White House|Blue House|trade representative|representative|delegation|"
    "대통령|장관|총리|차관|정책실장|비서실장|안보실장|본부장|정부|당국|대통령실|청와대|백악관|대사|대변인|한국은행|"
    "부처|기획재정부|산업통상부|산업부|상무부|재무부|국무부|"
    "大統領|首相|総理|大臣|相|長官|次官|政府|当局|大使|報道官|官邸|財務省|外務省|経済産業省|経産省|商務省|日銀|日本銀行"
)
_NOT_IN_OFFICE = re.compile(
    r"\b(?:former|ex-|onetime|late|opposition|shadow)\b|전\s(?=대통령|장관|총리)|前(?=大統領|首相|大臣)|야당|野党",
    re.IGNORECASE,
)
_HOME = {"ko": "KOR", "ja": "JPN"}
"""In a text of this language an office without a country is that country's own."""

_BEFORE, _AFTER = 64, 72
"""Characters around a name that are looked at."""

_MENTIONS = 12


@dataclass(frozen=True)
class Party:
    """For whom somebody speaks.

    Attributes:
        code: ISO 3166 code of the state (``EUU`` for the European Union); ``None`` where the text
            gives the speaker no office of a state.
        why: The words that say so, or what is missing.
        is_inferred: Whether the country is inferred from the text's language.
    """

    code: str | None
    why: str
    is_inferred: bool = False


def party_of(
    speaker: str | None, document: Document, *, among: Collection[str] | None = None
) -> Party:
    """Return the state for which a speaker holds an office, by what the document says.

    Args:
        speaker: The speaker's name as the statement has it.
        document: The document.
        among: Codes of the states that count; all that are known where it is left out.

    Example:
        >>> text = "South Korean President Ada Ostrov arrived. Talks go on, Ostrov said."
        >>> party_of("Ada Ostrov", Document("a", text)).code
        'KOR'
    """
    if speaker is None:
        return Party(None, "The text does not name the speaker.")
    votes: Counter[str] = Counter()
    words: dict[str, str] = {}
    held = ""
    for around in _around(speaker, document.text):
        if _NOT_IN_OFFICE.search(around):
            continue
        office, nation = _office().search(around), _nearest(around, speaker)
        held = held or (office.group() if office else "")
        if office and nation and (among is None or nation in among):
            votes[nation] += 1
            words.setdefault(nation, " ".join(around.split()))
    best = votes.most_common(2)
    if best and (len(best) == 1 or best[0][1] > best[1][1]):
        return Party(best[0][0], f'"{words[best[0][0]]}"')
    if best:
        return Party(None, f"The text puts {speaker} beside {best[0][0]} and {best[1][0]}.")
    home = _HOME.get(document.metadata.language or "")
    if held and home and (among is None or home in among):
        why = f'"{held}" without a country, in a text of that country\'s language'
        return Party(home, why, is_inferred=True)
    return Party(None, f"The text gives {speaker} no office of a party.")


def _around(speaker: str, text: str) -> Iterator[str]:
    """Yield what stands beside each mention of a name: a title before, an apposition after."""
    if _office().search(speaker) and _nation().search(speaker):
        yield speaker
        return
    for number, match in enumerate(_mention(speaker).finditer(text)):
        if number >= _MENTIONS:
            return
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        after = text[match.end() : match.end() + _AFTER]
        yield _title(before) + match.group() + _apposition(after)


def _mention(speaker: str) -> re.Pattern[str]:
    family = speaker.split()[-1]
    names = [speaker] if len(family) < 4 or not family.isascii() else [speaker, family]
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}" for name in names))


_BREAK = re.compile(r"(?<![A-Z])[.!?;:。！？」”\"\n,、](?=\s|$|[「“])|\n")


def _title(before: str) -> str:
    """Return the last words before a name: up to six, of the same clause."""
    clause = before[max((match.end() for match in _BREAK.finditer(before)), default=0) :]
    clause = re.split(r"\b(?:said|told|asked|with|met|and|that|by|as|but)\b", clause)[-1]
    words = clause.split(" ")
    return " ".join(words[-7:])


_EXPLAINS = re.compile(
    r",\s[^,.;:!?\n]{3,64}|\s\([^)]{3,48}\)|\s?[가-힣]{2,12}(?:\s[가-힣]{2,10}){0,2}|[一-龯]{1,10}"
)


def _apposition(after: str) -> str:
    """Return what explains a name: what stands after a comma, or a title right behind it."""
    match = re.match(
        r",\s[^,.;:!?\n]{3,64}|\s\([^)]{3,48}\)|\s?[가-힣]{2,12}(?:\s[가-힣]{2,10}){0,2}|[一-龯]{1,10}",
        after,
    )
    return match.group() if match else ""


def _nearest(around: str, speaker: str) -> str | None:
    """Return the code of the country that stands nearest to the name."""
    at = around.find(speaker.split()[-1])
    found = [
        (min(abs(match.start() - at), abs(match.end() - at)), match.lastgroup)
        for match in _nation().finditer(around)
    ]
    return min(found)[1] if found else None


@cache
def _nation() -> re.Pattern[str]:
    return re.compile(
        "|".join(
            rf"(?P<{code}>(?<![A-Za-z])(?:{words})(?![A-Za-z]))" for code, words in _NATIONS.items()
        )
    )


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{_OFFICE})(?![A-Za-z])", re.IGNORECASE)
