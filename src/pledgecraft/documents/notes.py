"""What notes and leads say of an article's making: translated, by whom, from what, after whom."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pledgecraft.documents.language import language_named

MACHINE = (
    r"\bAI\b|AI(?=[가-힣ぁ-んァ-ヶ一-龠])|artificial intelligence|machine[- ]translat"
    r"|인공지능|기계\s?번역|人工知能|機械翻訳|自動翻訳|ChatGPT|DeepL|Google Translate"
)
WORK = r"translat|assist|generat|summar|writ|tools?|번역|작성|요약|생성|활용|翻訳|作成|要約|生成"
NO_MACHINE = (
    r"(?:no|not|without|never)\b[^.]{0,40}\b(?:AI|machine|artificial intelligence)"
    r"|(?:AI|인공지능|기계)[^.]{0,20}(?:사용하지|쓰지|거치지) 않"
    r"|(?:AI|機械)[^。]{0,20}(?:使用せず|使わず|使用していない|使っていません)"
)
REVIEW = (
    r"edited|reviewed|checked|refined|verified|proofread"
    r"|감수|검수|검토|편집|다듬|교정|校閲|監修|編集|確認|校正|チェック"
)
NO_REVIEW = (
    r"(?:not|without|never)\b[^.]{0,30}(?:edited|reviewed|checked|verified|editing|review|human)"
    r"|(?:감수|검수|검토|편집|확인)[^.]{0,10}(?:않|없)|(?:校閲|監修|編集|確認|チェック)"
    r"[^。]{0,8}(?:していません|していない|受けていません|ありません|ていない|なし)"
)
TRANSLATED = r"translat|번역|翻訳"
ORIGINAL = (
    r"(?:from|originally\b[^.]{0,40}\bin)\s(?:the\s)?(?:original\s)?(?P<en>[A-Z][a-z]+)"
    r"|(?P<ko>[가-힣]{1,4}(?:어|문))\s?(?:로 (?:작성|쓰인|된)|기사를|원문|에서|로 쓴)"
    r"|(?P<ja>[ァ-ヶ一-龠]{1,6}[語文])(?:の(?:記事|原文)|から|で書かれ|版)|原文は(?P<ja2>[ァ-ヶ一-龠]{1,6}[語文])"
)
OUTLET = r"(?:the )?(?P<{}>[A-Z][\w&.’'-]*(?: (?:of |and |the )?[A-Z][\w&.’'-]*){{0,4}})"
PERSON = r"(?!(?:President|Prime|Minister|Secretary|Chairman|CEO|Mr|Ms|Mrs|Dr)\b)"
SECOND_HAND = re.compile(
    r"(?:said|told|says|remarked|added)[^.]{0,60}? in an? (?:[a-z-]+ )?interview with "
    + PERSON
    + OUTLET.format("a")
    + r"(?= (?:published|aired|broadcast|on|released|that|last|this|earlier)|[.,])"
    r"|\b"
    + OUTLET.format("b")
    + r" (?:shared|published|aired|broadcast|ran|released) an? (?:[a-z-]+ )?interview with"
    r"|(?P<c>[가-힣A-Za-z0-9]{2,20}?)"
    r"(?<!대통령)(?<!총리)(?<!장관)(?<!의원)(?<!대표)(?<!회장)(?<!교수)(?<!사장)(?<!위원장)"
    r"(?:과의|와의|와|과)\s?(?:단독\s)?인터뷰(?:에서|를 통해)"
    r"|(?P<d>[ァ-ヶーA-Za-z一-龠]{2,20}?)"
    r"(?<!氏)(?<!大統領)(?<!首相)(?<!大臣)(?<!相)(?<!長官)(?<!会長)(?<!社長)(?<!教授)"
    r"(?:との|と|の)インタビュー(?:で|に)"
)
CREDIT = re.compile(
    r"(?:originally|first) published (?:by|in|on|at) (?:the )?(?P<a>[A-Z][^.,;()]{1,60})"
    r"|^(?:source|출처|出典|出所)\s?[:：]\s?(?P<b>[^.,;()]{2,60})",
    re.IGNORECASE,
)
INTERVIEW = ("interview", "인터뷰", "インタビュー")
LEAD = 1500


@dataclass(frozen=True)
class Making:
    """How an article came about, as far as it says so; ``None`` where it is silent."""

    translated_from: str | None = None
    ai_assisted: bool | None = None
    human_reviewed: bool | None = None
    secondary_of: tuple[str, ...] = ()


def making_of(notes: Iterable[str], *, lead: str = "") -> Making:
    """Return what the notes of a page, and its first paragraphs, say of its making."""
    said = " ".join(notes)
    making = _translation(said) if said else Making()
    begin = lead[:LEAD]
    passed_on = _named(SECOND_HAND, begin) if any(word in begin for word in INTERVIEW) else []
    sources = [*_named(CREDIT, said), *passed_on]
    return replace(making, secondary_of=tuple(dict.fromkeys(sources)))


def _translation(said: str) -> Making:
    machine = _says(rf"(?:{MACHINE})", said) and _says(WORK, said)
    translated = _says(TRANSLATED, said)
    reviewed = _yes_or_no(REVIEW, NO_REVIEW, said) if machine or translated else None
    return Making(
        translated_from=_original(said) if translated else None,
        ai_assisted=not _says(NO_MACHINE, said) if machine else None,
        human_reviewed=reviewed,
    )


def _original(said: str) -> str:
    found = re.search(ORIGINAL, said)
    named = next((name for name in found.groups() if name), "") if found else ""
    return language_named(named) or "und"


def _yes_or_no(yes: str, no: str, said: str) -> bool | None:
    if _says(no, said):
        return False
    return True if _says(yes, said) else None


def _says(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _named(pattern: re.Pattern[str], text: str) -> list[str]:
    names = (next(part for part in found.groups() if part) for found in pattern.finditer(text))
    return [name.strip() for name in names]
