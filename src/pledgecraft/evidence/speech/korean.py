"""Statements in Korean."""

import re
from collections.abc import Iterator
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech import korean_forms as forms
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.korean_names import names_a_foreigner
from pledgecraft.evidence.speech.marks import FILL, Quotation
from pledgecraft.evidence.speech.nested import with_nested
from pledgecraft.evidence.speech.sentence_reader import SentenceReader


def read_korean(
    document: Document, quotations: list[Quotation], published: date | None
) -> list[Draft]:
    """Return the statements of a Korean text.

    Args:
        document: The document.
        quotations: Its quotations.
        published: The day of publication.
    """
    reader = _Reader(document, quotations, published, language="ko")
    reader.read()
    within = [quotation for quotation in quotations if quotation.depth == 1]
    return with_nested(
        reader.drafts, within, document.text, nested=forms.NESTED, people=reader.people
    )


class _Reader(SentenceReader):
    """Reads a text sentence by sentence and remembers who spoke."""

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether a word of supposing stands before what is said."""
        return forms.CONDITION.search(self.text, span.start, content.start + 5) is not None

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        inside = self.inside(span)
        if inside and self.is_headline(span) and self.headline(span, inside, forms.BEHIND_HEADLINE):
            return
        label = forms.LABEL.match(self.masked, span.start, span.end)
        if label is not None and inside:
            content = [one.inner for one in inside]
            self.keep(span, None, content, content, (Span(*label.span("who")), label.end()))
            return
        source = forms.SOURCE.match(self.masked, span.start, span.end)
        if source is not None:
            self._according(span, source, inside)
            return
        inside = [one for one in inside if not self._signed(span, one)]
        for question in self._questions(span, inside):
            inside = [one for one in inside if one is not question]
        cues = self._cues(span, inside)
        if not cues:
            if not self._by_noun(span, inside):
                self._without_cue(span, inside)
            return
        low, found = span.start, len(self.drafts)
        if asks := forms.ASKS.match(self.masked, span.start, cues[0].start):
            low = self._asked(span, asks)
        if asked := forms.ASKED_BEFORE.search(self.masked, span.start, cues[0].start):
            low = asked.end()
        for cue in cues[: forms.MOST_CUES]:
            part = [quotation for quotation in inside if low <= quotation.start < cue.start]
            if self._speech(span, cue, part, low):
                low = cue.end
        if len(self.drafts) == found:
            self._by_noun(span, inside)

    def _signed(self, span: Span, quotation: Quotation) -> bool:
        """Keep what somebody said whose name stands in brackets behind it."""
        beside = forms.BESIDE.match(self.text, quotation.end)
        if beside is None:
            return False
        content = [quotation.inner]
        self.keep(span, None, content, content, (Span(*beside.span("who")), beside.end()))
        return True

    def _asked(self, span: Span, asks: re.Match[str]) -> int:
        """Keep a question in indirect speech, and return where the answer may start."""
        start, end = asks.span("said")
        answers = self._topic(start, end)
        if answers is not None and self.masked[answers[0].end] in "은는":
            self.people.resolve(answers[0].of(self.text))
            start = self._behind_adverbials(answers[1], end)
        if end - start < forms.SHORTEST:
            return asks.end()
        topic = (Span(*asks.span("who")), asks.end()) if asks["who"] else None
        self.keep_aside(span, Span(*asks.span("cue")), [Span(start, end)], [], topic)
        return asks.end()

    def _questions(self, span: Span, inside: list[Quotation]) -> Iterator[Quotation]:
        """Keep the questions of nobody named to which somebody answers: “…”는 질문에."""
        for quotation in inside:
            asked = forms.QUESTION.match(self.masked, quotation.end, span.end)
            if asked is not None:
                content = [quotation.inner]
                self.keep_aside(span, Span(*asked.span("cue")), content, content, None)
                yield quotation

    def _cues(self, span: Span, inside: list[Quotation]) -> list[Span]:
        """Return known verbs of saying, and any verb that a particle makes one."""
        found = [Span(*cue.span()) for cue in forms.CUE.finditer(self.masked, span.start, span.end)]
        starts = [
            one.end + _particle(self.masked, one) for one in inside if _particle(self.masked, one)
        ]
        others = [forms.ANY_CUE.match(self.masked, start, span.end) for start in starts]
        others += list(forms.ANY_REPORTED.finditer(self.masked, span.start, span.end))
        others += [forms.ESTIMATED.match(self.masked, one.end, span.end) for one in inside]
        for other in others:
            if other is None:
                continue
            cue = _without_addressee(Span(*other.span(str(other.lastgroup))), self.masked)
            words = cue.of(self.masked)
            if forms.WRITTEN.match(words) or forms.NO_SPEECH.search(words):
                continue
            if not any(one.overlaps(cue) for one in found):
                found.append(cue)
        return sorted(found)

    def _by_noun(self, span: Span, inside: list[Quotation]) -> bool:
        """Read what a noun reports: …다는 뜻을 분명히 했다, …다는 것이 장관의 설명이다."""
        match = forms.NOUN_CUE.search(self.masked, span.start, span.end)
        if match is None:
            return False
        cue = Span(*match.span("verb" if match["verb"] else "noun"))
        owner = match["who"]
        topic = (Span(*match.span("who")), match.end()) if owner else None
        spoken = [one for one in inside if one.end == match.start()]
        if spoken:
            content = [spoken[-1].inner]
            self.keep(
                span, cue, content, content, topic or self._topic(span.start, spoken[-1].start)
            )
            return True
        start = span.start
        if topic is None:
            topic = self._topic(span.start, match.start())
            start = topic[1] if topic else start
        start = self._behind_adverbials(start, match.start())
        if match.start() - start < forms.SHORTEST:
            return False
        copula = forms.COPULA.search(self.masked, start, match.start())
        spreads = topic is None and forms.SPREADS.match(self.masked, match.end("noun"))
        keep = self.keep_aside if spreads else self.keep
        keep(span, cue, [Span(start, copula.start() if copula else match.start())], [], topic)
        return True

    def _who_follows(self, span: Span) -> tuple[Span, int] | None:
        """Return the person whom the sentence behind a quotation that stands alone is about."""
        end = self.masked.find("\n", span.end)
        end = len(self.masked) if end < 0 else end
        stop = self.masked.find(". ", span.end, end)
        about = self._topic(span.end + 1, end if stop < 0 else stop)
        if about is None or FILL in self.masked[span.end : about[1]]:
            return None
        return about if self.people.names_a_person(about[0].of(self.text)) else None

    def _notice(self, span: Span) -> None:
        """Remember the person or body that a sentence is about in which nobody speaks."""
        about = self._topic(span.start, span.end)
        words = about[0].of(self.text) if about else ""
        if words in ("그", "그녀") or self.people.names_a_person(words):
            self.people.resolve(words)
        elif about is not None:
            self.people.notice_body(words)

    def _topic(self, start: int, end: int) -> tuple[Span, int] | None:
        """Return who a stretch is about, and where the words behind it start."""
        while lead := forms.LEAD.match(self.masked[start : min(end, start + 12)]):
            start += lead.end()
        failed: re.Match[str] | None = None
        for match in forms.TOPIC.finditer(self.masked, start, end):
            first, last = match.span("who")
            if failed is not None and failed["mark"] in ("도", "이"):
                whole = self.text[failed.start("who") : last]
                if names_a_foreigner(whole):
                    first = failed.start("who")
            failed = match
            first = self._behind_clause(first, last)
            words = self.text[first:last]
            is_state = self.people.is_state(words) and match.start() == start
            if is_state or self.people.may_speak(words) or self._tells(words, match, start):
                return Span(first, last), match.end()
        return None

    def _tells(self, words: str, match: re.Match[str], start: int) -> bool:
        """Return whether a name starts a sentence that goes on as a statement does."""
        if match["mark"] not in ("은", "는") or match.start() != start or " " in words:
            return False
        return len(words) > 1 and forms.TELLING.match(self.masked, match.end()) is not None

    def _behind_clause(self, first: int, last: int) -> int:
        """Return where the topic starts behind a clause: asked about it, she."""
        for match in forms.CLAUSE.finditer(self.masked, first, last):
            first = match.end()
        return first

    def _speech(self, span: Span, cue: Span, inside: list[Quotation], low: int) -> bool:
        spoken = [one for one in inside if _is_quoting(self.masked, one, cue.start)]
        if spoken:
            self._quoted(span, cue, spoken, low)
            return True
        return self._indirect(span, cue, low)

    def _quoted(self, span: Span, cue: Span | None, spoken: list[Quotation], low: int) -> None:
        first, last = spoken[0], spoken[-1]
        topic = self._topic(low, first.start)
        if topic is None and cue is not None:
            topic = self._topic(last.end + _particle(self.masked, last), cue.start)
        asked = forms.ASKED.search(self.masked, topic[1], first.start) if topic else None
        if topic is not None and asked is not None:
            answers = self.masked[topic[0].end] in "은는" and asked.group() != "묻자"
            topic = topic if answers else None
        content = [quotation.inner for quotation in spoken]
        start = topic[1] if topic is not None and topic[1] <= first.start else low
        start = self._behind_adverbials(start, first.start)
        told = list(content)
        rest = self._carried_on(last, cue) if cue is not None else None
        opening = (
            forms.OPENED.fullmatch(self.masked, start, first.start) if cue is not None else None
        )
        if opening is not None:
            said = Span(*opening.span("said"))
            told = [said, *(Span(one.start, one.end) for one in spoken)]
        elif rest is not None:
            told = [*(Span(one.start, one.end) for one in spoken), rest]
        elif len(spoken) == 1 and forms.OF_WHAT.fullmatch(self.masked, start, first.start):
            told = [Span(start, first.end)]
        self.keep(span, cue, told, content, topic)

    def _carried_on(self, quotation: Quotation, cue: Span) -> Span | None:
        """Return what goes on without marks behind a quotation: “…”며 자료를 내라고 촉구했다."""
        joint = forms.CARRIED.match(self.masked, quotation.end, cue.start)
        if joint is None or self._topic(joint.end(), cue.start) is not None:
            return None
        ends = list(forms.REPORTED.finditer(self.masked, joint.end(), cue.start))
        if (
            not ends
            or cue.start - ends[-1].end() > 14
            or ends[-1].start() - joint.end() < forms.SHORTEST
        ):
            return None
        clauses = list(self._clauses(joint.end(), ends[-1].start() + 1))
        return clauses[-1] if clauses else None

    def _indirect(self, span: Span, cue: Span, low: int) -> bool:
        ends = list(forms.REPORTED.finditer(self.masked, low, cue.start))
        if not ends or cue.start - ends[-1].end() > _gap(self.masked, ends[-1].end(), cue.start):
            return False
        behind = self._topic(ends[-1].end(), cue.start)
        topic = None if behind else self._topic(low, ends[-1].start())
        if topic is not None and self.masked[topic[0].end] in "이가":
            opens = self._behind_adverbials(low, topic[0].start) >= topic[0].start
            before = self.masked[low : topic[0].start].rstrip()
            topic = topic if opens or before.endswith(("에서는", "에서", "에는")) else None
        start = topic[1] if topic else low
        topic = behind or topic
        start = self._behind_adverbials(start, ends[-1].end() - 1)
        quoted = [one.inner for one in self.inside(span) if start <= one.start < ends[-1].start()]
        last = ends[-1]
        end = last.start() + 1
        content = list(self._clauses(start, end))
        if not content:
            return False
        self.keep(span, cue, content, quoted, topic)
        return True

    def _clauses(self, start: int, end: int) -> Iterator[Span]:
        """Yield the parts of reported speech (…했다며 …것이라고), the last without "이라"."""
        for joint in forms.SPLIT.finditer(self.masked, start, end):
            if joint.start() - start >= forms.SHORTEST:
                yield Span(start, joint.start())
                start = joint.end()
        copula = forms.COPULA.search(self.masked, start, end)
        end = copula.start() if copula else end
        if start < end:
            yield Span(start, end)

    def _behind_adverbials(self, start: int, end: int) -> int:
        while start < end and self.masked[start] in " ,":
            start += 1
        while match := forms.ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        return start

    def _according(self, span: Span, source: re.Match[str], inside: list[Quotation]) -> None:
        start = source.end()
        while self.masked[start : start + 1] == " ":
            start += 1
        end = span.end
        while end > start and self.masked[end - 1] in ". ":
            end -= 1
        if start >= end:
            return
        quoted = [one.inner for one in inside if one.start >= start]
        who = Span(*source.span("who"))
        author = forms.AUTHOR.match(who.of(self.text))
        topic = (Span(who.start, who.start + author.end("who")) if author else who, source.end())
        self.keep(span, Span(*source.span("cue")), [Span(start, end)], quoted, topic)

    def _without_cue(self, span: Span, inside: list[Quotation]) -> None:
        """Read quotations that a particle makes speech: …라며 반대했다, …는 말."""
        spoken = [one for one in inside if _has_particle(self.masked, one)]
        first = forms.FIRST.match(self.masked, span.start, span.end)
        if first is not None and not spoken:
            self.people.notice(first["who"])
        if not inside:
            self._notice(span)
        if not spoken:
            alone = [one for one in inside if one.start == span.start and span.end - one.end <= 1]
            if alone and alone[0].inner.of(self.text)[-1:] in ".!?…":
                self.keep(span, None, [alone[0].inner], [alone[0].inner], self._who_follows(span))
            return
        match = forms.ALSO_CUE.match(self.masked, spoken[-1].end - 1, span.end)
        cue = Span(*match.span(1)) if match else None
        self._quoted(span, cue, spoken, span.start)


def _gap(masked: str, start: int, end: int) -> int:
    """Return how many letters may stand between what is reported and its verb."""
    date = forms.DAY_BETWEEN.search(masked, start, end)
    return 14 + (date.end() - date.start() if date else 0) + 10 * ("가 " in masked[start:end])


def _without_addressee(cue: Span, masked: str) -> Span:
    """Return a verb without whom it tells: 정부에 보고했습니다."""
    words = cue.of(masked).split(" ")
    while len(words) > 1 and words[0].endswith(("에", "에게", "께", "측에")):
        cue = Span(cue.start + len(words[0]) + 1, cue.end)
        words = words[1:]
    return cue


def _is_quoting(masked: str, quotation: Quotation, cue: int) -> bool:
    return _particle(masked, quotation) > 0 and cue - quotation.end < 120


def _particle(masked: str, quotation: Quotation) -> int:
    """Return the length of the particle behind a quotation that makes it speech."""
    match = forms.QUOTING.match(masked, quotation.start)
    behind = masked[quotation.end : match.end()] if match else ""
    if estimated := forms.ESTIMATED.match(masked, quotation.end):
        return estimated.start("cue") - quotation.end
    if behind in ("는", "라는", "이라는", "이란", "란") and not forms.NOUN_BEHIND.match(
        masked, quotation.end
    ):
        return 0
    return len(behind) if behind.strip() else 0


def _has_particle(masked: str, quotation: Quotation) -> bool:
    after = masked[quotation.end : quotation.end + 6]
    if forms.WRITTEN.match(masked, quotation.end + _particle(masked, quotation) + 1):
        return False
    return after.startswith(
        (
            "라며",
            "이라며",
            "라면서",
            "이라면서",
            "라고 ",
            "이라고 ",
            "고 ",
            "는 말",
            "이란 이유",
            "란 이유",
            "이란 분석",
            "는 고성",
            "라는 말",
            "며 ",
        )
    )
