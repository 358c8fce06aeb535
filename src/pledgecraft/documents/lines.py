"""What a line is when it is not the article's own words: caption, note, counter, byline, date."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from pledgecraft.documents.model import Metadata
from pledgecraft.documents.moments import moment_in

SHORT = 160
LONG = 400


class Line(StrEnum):
    """What a line of a page is; the first four are kinds of asides."""

    CAPTION = "caption"
    NOTE = "note"
    FURNITURE = "furniture"
    POST = "post"
    BYLINE = "byline"
    PUBLISHED = "published"
    UPDATED = "updated"
    WORDS = "words"


AGENCY = (
    "AP|AFP|EPA|Reuters|Yonhap|Newsis|News1|Getty|Xinhua|Kyodo|Jiji"
    "|연합뉴스|뉴시스|뉴스1|로이터|공동취재|共同|時事"
)
CAPTION = re.compile(
    rf"\[(?:[A-Z][A-Z0-9 .&'-]*(?:/[A-Z0-9 .&'-]+)*|[^\]]{{0,30}}(?:{AGENCY})[^\]]{{0,30}})\]$"
    rf"|\((?:{AGENCY})(?: Photo)?(?:/[^)]{{1,60}})?\)$|/\s?(?:{AGENCY})\s?(?:제공)?$"
    r"|[사写][진真][=:＝ ]\S{{1,20}}$"
    r"|^(?:Photo(?:graph)?(?: by| credit|:)|Caption:|Image:|사진\s?[=:]|写真\s?[=:：])",
)
POINTS = (
    r"translated (?:from|by|with|using)|translation (?:by|of|was|has)|machine[- ]translat"
    r"|(?:generative AI|artificial intelligence|AI[- ](?:assisted|generated|translated))"
    r"|AI\s?(?:번역|로 번역|를 활용|를 이용|가 번역)"
    r"|번역(?:했|하였|됐|되었|된|한|본|입니다|기를)|기계\s?번역"
    r"|翻訳(?:した|しました|された|されて|したもの|版)|(?:機械|自動|AI)翻訳"
)
ITSELF = (
    r"\b(?:this|these|our|the) (?:article|story|report|text|version|page|translation)"
    r"|\b(?:this|the) (?:post|interview)"
    r"|\ball (?:AI|machine)|^(?:translated|translation|machine)|이 (?:기사|글|보도)|본 기사|기사는"
    r"|(?:この|本)(?:記事|文章|ページ|稿)|^(?:翻訳|번역|※|＊|\*)"
)
ABOUT = re.compile(POINTS, re.IGNORECASE)
OF_ITSELF = re.compile(ITSELF, re.IGNORECASE)
CORRECTION = re.compile(
    r"^(?:correction|clarification|editor(?:'|’)s note|updates? with"
    r"|정정|바로잡습니다|訂正|編集部注)\s*[:：(\[]"
    r"|^(?:this (?:story|article) (?:was|has been) (?:originally published|updated|corrected))"
    r"|^(?:source|출처|出典|出所)\s?[:：]\s?\S",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"^\(?\d{1,5}\s?/\s?\d{2,5}\s?[자字]?\)?$|\(\d{1,5}\s?/\s?\d{2,5}\s?[자字]?\)$"
    r"|[ⓒ©]|\(c\) ?(?:19|20)\d\d|^copyright\b|all rights reserved|무단\s?전재|無断転載|無断複写"
    r"|^(?:to write|leave|post|view|show|read) (?:a |all |the )?comments?\b"
    r"|log ?in to (?:one|comment|your)"
    r"|^(?:share|tweet|print|save|subscribe|advertisement|sponsored"
    r"|related(?: (?:stories|articles|news))?"
    r"|read more|see also|more from|most read|follow us|sign up|listen|tags?|topics?"
    r"|공유|인쇄|댓글|구독"
    r"|관련\s?기사|많이 본|광고|로그인|シェア|印刷|関連記事|広告|コメント|ログイン)"
    r"(?:\s?[:：].*|\s(?:this|on|us|to|for|by|in)\b.*|\s?\(?\d*\)?)$",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:by|written by|reporting by)[: ]\s*(?P<en>[^\W\d_][^|@\[(<\d]{2,80}?)\s*(?:[\[(<|].*)?$"
    r"|^(?:\[?[가-힣]{2,8}[=\s])?(?P<ko>[가-힣]{2,4})\s?(?:선임|수석)?\s?(?:기자|특파원)\]?(?:\s\S*@\S*|\s?입니다)?$"
    r"|^[【\[(（]?(?:文|執筆|記者)\s?[=:：・]\s?(?P<ja>[\w・\s]{2,20})[】\])）]?$",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"^(?:published(?: on| at)?|posted(?: on)?|date|issued|released"
    r"|입력|등록|발행|작성|게재|公開|掲載|配信|発行|投稿)"
    r"(?:일시|일|日時|日)?"
    r"\s?[:：.\s]",
    re.IGNORECASE,
)
UPDATED = re.compile(
    r"^(?:(?:last )?(?:updated|modified)(?: on| at)?|수정|최종\s?수정|업데이트|更新|最終更新)"
    r"(?:일시|일|日時|日)?\s?[:：.\s]",
    re.IGNORECASE,
)
LABEL = re.compile(r"^[^\d]*?[:：.\s]\s*(?=[A-Za-z]*\.?\s?\d)")


def line_kind(line: str) -> Line:
    """Return what a line is; :attr:`Line.WORDS` unless it is unmistakably something else."""
    if len(line) <= SHORT and (told := _short_kind(line)):
        return told
    if len(line) <= LONG and CAPTION.search(line):
        return Line.CAPTION
    return Line.NOTE if is_note(line) else Line.WORDS


def _short_kind(line: str) -> Line | None:
    if UPDATED.search(line) and moment_in(_after_label(line)):
        return Line.UPDATED
    if PUBLISHED.search(line) and moment_in(_after_label(line)):
        return Line.PUBLISHED
    if BYLINE.search(line) and not line.endswith((".", "?", "!")):
        return Line.BYLINE
    return Line.FURNITURE if FURNITURE.search(line) else None


def is_note(line: str) -> bool:
    """Return whether a line speaks of the article itself: its translation, sources, corrections."""
    if len(line) > 2 * LONG:
        return False
    quoted = line.startswith(("“", '"', "「", "‘"))
    of_itself = not quoted and ABOUT.search(line) and OF_ITSELF.search(line)
    return bool(of_itself or CORRECTION.search(line))


def authors_in(line: str) -> tuple[str, ...]:
    """Return the names in a byline.

    Example:
        >>> authors_in("By Mina Park and Tom Reed")
        ('Mina Park', 'Tom Reed')
    """
    found = BYLINE.search(line)
    if not found:
        return ()
    names = re.split(r"\s*(?:,|;|&|、|\band\b)\s*", found["en"] or found["ko"] or found["ja"])
    return tuple(_name(name) for name in names if name.strip())


def _name(name: str) -> str:
    plain = name.strip(" .")
    return plain.title() if plain.isupper() else plain


def said_in(lines: Iterable[tuple[str, str]]) -> Metadata:
    """Return what bylines and date lines say, each given with its kind."""
    authors: list[str] = []
    moments: dict[str, datetime] = {}
    for kind, text in lines:
        if kind == Line.BYLINE:
            authors += authors_in(text)
        elif kind in (Line.PUBLISHED, Line.UPDATED) and (moment := moment_in(_after_label(text))):
            moments.setdefault(kind, moment)
    return Metadata(
        authors=tuple(dict.fromkeys(authors)),
        published=moments.get(Line.PUBLISHED),
        updated=moments.get(Line.UPDATED),
    )


def _after_label(line: str) -> str:
    return LABEL.sub("", line)
