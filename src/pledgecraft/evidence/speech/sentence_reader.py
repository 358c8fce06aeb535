"""What reading Korean and Japanese sentence by sentence has in common."""

import re
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span, Speech
from pledgecraft.evidence.speech.days import day_said_cjk
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation, mask
from pledgecraft.evidence.speech.people import People
from pledgecraft.evidence.speech.sentences import find_sentences

_SHORTEST = 6
"""Letters of a quotation in a headline that may repeat one of the article."""


def _letters(words: str) -> str:
    """Return words without blanks and marks."""
    return re.sub(r"\W", "", words)


_DATELINE = re.compile(
    r"(?:\[[^\]\n/:]{2,30}=[^\]\n/:]{2,30}\]|\([^)\n]{2,24}=[^)\n]{2,20}\)[^=\n\"“]{0,24}=|"
    r"【[^】\n]{4,30}】)\s*"
)
"""Where and whose a report is: [워싱턴=홍길동 특파원], (서울=…통신) … 기자 =, 【…共同】."""
_KIND = re.compile(r"(?:団体|政党|組織|企業|会社|劇団|法人|紙|誌|店|号|방송|매체|단체|모임)\s?\Z")
_GOES_ON = re.compile(r"(?:の|は|が|も|を|に|で|は、|와|과|의|은|는|이|가)[^。\n]")
_LONGEST_NAME = 16


def _is_name(text: str, quotation: Quotation) -> bool:
    """Return whether a quotation is the name of a body: 市民団体「沢里の水を守る会」の代表."""
    if quotation.inner.end - quotation.inner.start > _LONGEST_NAME:
        return False
    before = _KIND.search(text, max(0, quotation.start - 6), quotation.start)
    return before is not None and _GOES_ON.match(text, quotation.end) is not None


class SentenceReader:
    """Reads a text sentence by sentence and remembers who spoke.

    Attributes:
        text: The text.
        masked: The same with its outer quotations filled in.
        people: Who is named.
        drafts: Statements found so far.
    """

    def __init__(
        self,
        document: Document,
        quotations: list[Quotation],
        published: date | None,
        *,
        language: str,
    ) -> None:
        self.text = document.text
        self.paragraphs = document.paragraphs
        outer = [quotation for quotation in quotations if quotation.depth == 0]
        self.quotations = [one for one in outer if not _is_name(self.text, one)]
        self.masked = mask(self.text, self.quotations)
        self.published = published
        self.people = People(language, self.text)
        self.drafts: list[Draft] = []
        self._at = 0

    def read(self) -> list[Draft]:
        """Return the statements of all sentences."""
        for start, end in self.paragraphs:
            for span in find_sentences(self.text, self.masked, start=start, end=end):
                dateline = _DATELINE.match(self.text, span.start, span.end)
                behind = dateline.end() if dateline and span.start == start else span.start
                self.sentence(Span(behind, span.end))
        self._repeated()
        return self.drafts

    def _repeated(self) -> None:
        """Read the headline's quotations that somebody is quoted with in the article."""
        end = self.paragraphs[0][1] if len(self.paragraphs) > 1 else 0
        kept = {span for draft in self.drafts for span in draft.quoted}
        for quotation in (one for one in self.quotations if one.end <= end):
            words = _letters(quotation.inner.of(self.text))
            source = next((draft for draft in self.drafts if self._holds(draft, words)), None)
            if len(words) < _SHORTEST or quotation.inner in kept or source is None:
                continue
            place, content = Span(quotation.start, quotation.end), [quotation.inner]
            draft = Draft(place, "direct", content, content)
            draft.name, draft.said, draft.said_by = source.name, source.said, source.said_by
            self.drafts.insert(0, draft)

    def _holds(self, draft: Draft, words: str) -> bool:
        return any(words in _letters(span.of(self.text)) for span in draft.quoted)

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        raise NotImplementedError

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether what a sentence reports is only supposed."""
        raise NotImplementedError

    def is_headline(self, span: Span) -> bool:
        """Return whether a sentence is the text's first line, which ends without a stop."""
        first = bool(self.paragraphs) and span.end <= self.paragraphs[0][1]
        return first and self.text[span.end - 1] not in ".。?!" and len(self.paragraphs) > 1

    def headline(self, span: Span, inside: list[Quotation], behind: re.Pattern[str]) -> bool:
        """Read a first line such as 나경훈 장관 “…” or 首相「…」, or with the speaker behind it."""
        start, found = span.start, False
        for quotation in inside:
            before = self.text[start : quotation.start].rstrip(" ,…　")
            who = self._before_quotation(start, before)
            if who is not None:
                content = [quotation.inner]
                self.keep(span, None, content, content, (who, who.end))
                found = True
            start = quotation.end
        if found:
            return True
        quotation = inside[0]
        content = [quotation.inner]
        told = behind.search(self.text, quotation.end, span.end)
        if told is None or not self.people.named_in_text(told["who"]):
            return False
        self.keep(span, None, content, content, (Span(*told.span("who")), told.end()))
        return True

    def _before_quotation(self, start: int, before: str) -> Span | None:
        """Return who stands before a headline's quotation, behind other words or a blank."""
        end = start + len(before)
        whole = start + max(before.rfind("…"), before.rfind("　")) + 1
        last = start + max(before.rfind("、"), before.rfind(" ")) + 1
        if last > whole and self.people.language == "ja":
            who = Span(last, end)
            if who.start < who.end and self.people.known(who.of(self.text)) is not None:
                return who
        who = Span(whole, end)
        named = who.start < who.end and self.people.named_in_text(who.of(self.text).strip())
        return who if named else None

    def keep_aside(
        self,
        span: Span,
        cue: Span,
        content: list[Span],
        quoted: list[Span],
        topic: tuple[Span, int] | None,
    ) -> None:
        """Keep a statement beside the speaker's own: a question, a rumour, what another has said.

        It has no name unless its topic gives one; who spoke last is remembered as before.
        """
        with self.people.aside():
            self.keep(span, cue, content, quoted, topic)
        if topic is None:
            self.drafts[-1].name = None

    def inside(self, span: Span) -> list[Quotation]:
        """Return the quotations of a sentence; sentences come in their order."""
        while self._at < len(self.quotations) and self.quotations[self._at].start < span.start:
            self._at += 1
        last = self._at
        while last < len(self.quotations) and self.quotations[last].start < span.end:
            last += 1
        return self.quotations[self._at : last]

    def keep(
        self,
        span: Span,
        cue: Span | None,
        content: list[Span],
        quoted: list[Span],
        topic: tuple[Span, int] | None,
    ) -> None:
        """Keep a statement, and who speaks: its topic, or the last who spoke."""
        kind: Speech = "indirect" if not quoted else "direct" if content == quoted else "mixed"
        draft = Draft(span, kind, content, quoted, cue)
        if topic is not None:
            draft.who = topic[0]
            draft.name = self.people.resolve(topic[0].of(self.text))
        else:
            draft.name = self.people.last
        draft.said, draft.said_by = day_said_cjk(self.masked, span.start, span.end, self.published)
        draft.hypothetical = self.is_hypothetical(span, content[0])
        self.drafts.append(draft)
