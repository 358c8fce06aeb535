"""Statements in Japanese."""

import re
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech import japanese_forms as forms
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation
from pledgecraft.evidence.speech.nested import with_nested
from pledgecraft.evidence.speech.sentence_reader import SentenceReader


def read_japanese(
    document: Document, quotations: list[Quotation], published: date | None
) -> list[Draft]:
    """Return the statements of a Japanese text.

    Args:
        document: The document.
        quotations: Its quotations.
        published: The day of publication.
    """
    reader = _Reader(document, quotations, published, language="ja")
    reader.read()
    within = [quotation for quotation in quotations if quotation.depth == 1]
    return with_nested(
        reader.drafts, within, document.text, nested=forms.NESTED, people=reader.people
    )


class _Reader(SentenceReader):
    """Reads a text sentence by sentence and remembers who spoke."""

    alone: Quotation | None = None

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether what is said begins with a word of supposing."""
        return content.of(self.text).startswith(("もし", "仮に", "例えば"))

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        inside = self.inside(span)
        if inside and self.is_headline(span) and self.headline(span, inside, forms.BEHIND_HEADLINE):
            return
        if self.text.startswith(("――", "──", "——", "―"), span.start):
            self._flush()  # a reporter's question
            return
        waiting, self.alone = self.alone, None
        if waiting is not None and not forms.SO.search(self.masked, span.start, span.end):
            topic = None if inside else self._topic(span.start, span.end)
            if topic is not None and not self.people.is_titled(topic[0].of(self.text)):
                topic = None
            self._keep_alone(waiting, topic)
            waiting = None
        source = forms.SOURCE.match(self.masked, span.start, span.end)
        if source is not None:
            self._according(span, source, inside)
            return
        cues = self._verbs(span, inside)
        voices = forms.VOICES.search(self.masked, span.start, span.end)
        if voices is not None and inside:
            last = self.people.last
            self._quoted(span, Span(voices.start() + 1, voices.end()), inside[-1:], span.start)
            if self.drafts[-1].who is None:
                self.drafts[-1].name, self.people.last = None, last
        elif (
            waiting is not None
            and not cues
            and (so := forms.SO_SAID.search(self.masked, span.start, span.end))
        ):
            self._quoted(
                Span(waiting.start, span.end), Span(*so.span("cue")), [waiting], span.start
            )
        elif (
            waiting is not None
            and cues
            and not inside
            and forms.SO.search(self.masked, span.start, span.end)
        ):
            self._quoted(
                Span(waiting.start, span.end), Span(*cues[-1].span()), [waiting], span.start
            )
        elif cues:
            self._cues(span, cues, inside)
        elif inside and (told := self._told(span, inside[-1])):
            self._quoted(span, Span(*told.span("cue")), inside[-1:], span.start)
        elif inside and (signed := forms.SIGNED.match(self.text, inside[-1].end)):
            content = [inside[-1].inner]
            self.keep(span, None, content, content, (Span(*signed.span("who")), signed.end()))
        elif (
            inside
            and (inside[0].start == span.start or self._is_headed(span, inside[0]))
            and span.end - inside[0].end <= 1
        ):
            self.alone = inside[0]
        elif not inside and not self._spreads(span):
            self._notice(span)

    def _is_headed(self, span: Span, quotation: Quotation) -> bool:
        """Return whether only a heading stands before a quotation: 【冒頭発言】「…」."""
        return re.fullmatch(r"【[^】]{1,14}】", self.text[span.start : quotation.start]) is not None

    def _flush(self) -> None:
        """Keep a quotation that stood alone before a question."""
        waiting, self.alone = self.alone, None
        if waiting is not None:
            self._keep_alone(waiting, None)

    def _keep_alone(self, waiting: Quotation, topic: tuple[Span, int] | None) -> None:
        """Keep a quotation that stood alone: of its topic, or of who spoke or was named last."""
        alone = [waiting.inner]
        self.keep(Span(waiting.start, waiting.end), None, alone, alone, topic)
        if topic is None and self.drafts[-1].name is None:
            self.drafts[-1].name = self._newest()

    def _newest(self) -> str | None:
        """Return who was named last, or first in the text."""
        named = self.people.named[-1:] or self.people.roster[:1]
        return named[0][0] if named else None

    def _spreads(self, span: Span) -> bool:
        """Keep what is said without a name: 市場では…との見方が広がっている."""
        found = forms.SPREADS.search(self.masked, span.start, span.end)
        if found is None:
            return False
        start = span.start
        while phrase := forms.AMONG.match(self.masked, start, found.start()):
            start = phrase.end()
        if found.start() - start < forms.SHORT:
            return False
        self.keep_aside(span, Span(*found.span("cue")), [Span(start, found.start())], [], None)
        return True

    def _verbs(self, span: Span, inside: list[Quotation]) -> list[re.Match[str]]:
        """Return known verbs of saying, and any verb that "と" behind a quotation makes one."""
        found = [
            one
            for one in forms.CUE.finditer(self.masked, span.start, span.end)
            if not self.masked.startswith(forms.NOT, one.end())
        ]
        if not found:
            return found
        for quotation in inside:
            other = forms.ANY_CUE.match(self.masked, quotation.end, span.end)
            if other is None or forms.NOT_SAID.match(self.masked, other.start() + 1):
                continue
            verb = forms.VERB.match(self.masked, other.end())
            if verb and not any(one.start() <= verb.start() < one.end() for one in found):
                found.append(verb)
        return sorted(found, key=lambda one: one.start())

    def _told(self, span: Span, quotation: Quotation) -> re.Match[str] | None:
        """Return any verb that "と" makes one of saying; not what is written on a sign."""
        told = forms.TOLD.match(self.masked, quotation.end, span.end)
        return None if told is None or forms.NOT_SAID.match(told["cue"]) else told

    def _notice(self, span: Span) -> None:
        """Remember the person whom a sentence is about in which nobody speaks."""
        topic = self._topic(span.start, span.end)
        words = topic[0].of(self.text) if topic else ""
        if topic and self.people.is_titled(words):
            self.people.resolve(words)

    def _cues(self, span: Span, cues: list[re.Match[str]], inside: list[Quotation]) -> None:
        low = span.start
        cues = cues[: forms.MOST_CUES]
        for cue, following in zip(cues, (*cues[1:], None), strict=True):
            if following and forms.LAYERED.match(self.masked, cue.end(), following.start()):
                self._layered(span, cue, following, low)
                continue
            part = [one for one in inside if low <= one.start < cue.start()]
            if self._speech(span, cue, part, low):
                low = cue.end()

    def _layered(self, span: Span, cue: re.Match[str], outer: re.Match[str], low: int) -> None:
        """Read what the one who speaks says that another has said."""
        end = self._particle(low, cue.start())
        first = self._topic(low, cue.start())
        if end is None or first is None:
            return
        inner = self._topic(first[1], end)
        start = inner[1] if inner else first[1]
        while match := forms.ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        if end - start < 3:
            return
        verb = forms.SAID.match(self.masked, cue.end(), outer.start())
        said = Span(cue.start(), verb.end() if verb else cue.end())
        self.keep_aside(span, said, [Span(start, end)], [], inner)
        self.drafts[-1].nested = True

    def _topic(self, start: int, end: int) -> tuple[Span, int] | None:
        while lead := forms.LEAD.match(self.masked[start : min(end, start + 10)]):
            start += lead.end()
        while phrase := forms.PHRASE.match(self.masked, start, end):
            start = phrase.end()
        match = forms.TOPIC.match(self.masked, start, min(end + 1, len(self.masked)))
        if match is None:
            return None
        longer = forms.LONGER_TOPIC.match(self.masked, match.end(), min(end + 1, len(self.masked)))
        if longer is not None and not self.people.may_speak(match["who"]):
            whole = self.masked[start : longer.end("rest")]
            if self.people.is_titled(whole):
                first = start + whole.rfind("の") + 1
                return Span(first, longer.end("rest")), longer.end()
        told = forms.TELLS.match(self.masked, match.end())
        if match["who"][-1] in "にでとてをの" or (
            not told and not self.people.may_speak(match["who"])
        ):
            return None
        first = match.start("who")
        if about := forms.ABOUT.match(match["who"]):
            first += about.end()
        return Span(first, match.end("who")), match.end()

    def _speech(self, span: Span, cue: re.Match[str], inside: list[Quotation], low: int) -> bool:
        for one in inside:
            if asked := forms.ASKED.match(self.masked, one.end, cue.start()):
                self.keep_aside(span, Span(*asked.span("cue")), [one.inner], [one.inner], None)
                inside, low = [other for other in inside if other is not one], asked.end()
        spoken = [one for one in inside if forms.AFTER.match(self.masked, one.end, cue.start())]
        if spoken:
            self._quoted(span, Span(*cue.span()), spoken, low)
            return True
        return self._indirect(span, cue, inside, low)

    def _quoted(self, span: Span, cue: Span | None, spoken: list[Quotation], low: int) -> None:
        topic = self._topic(low, spoken[0].start)
        if topic is None and cue is not None and spoken[-1].end < cue.start:
            topic = self._topic(max(low, spoken[-1].end + 1), cue.start)
        if cue is not None and (behind := forms.WHO_SAID.match(self.masked, cue.end, span.end)):
            first = behind.start("who") + behind["who"].rfind("、") + 1
            topic = (Span(first, behind.end("who")), behind.end())
        content = [quotation.inner for quotation in spoken]
        start = topic[1] if topic is not None and topic[1] <= spoken[0].start else low
        while match := forms.ADVERBIAL.match(self.masked, start, spoken[0].start):
            start = match.end()
        told = list(content)
        of_what = forms.OF_WHAT if topic is None or topic[1] > start else forms.OF_WHICH
        if len(spoken) == 1 and of_what.fullmatch(self.masked, start, spoken[0].start):
            told = [Span(start, spoken[0].end)]
        self.keep(span, cue, told, content, topic)

    def _indirect(self, span: Span, cue: re.Match[str], inside: list[Quotation], low: int) -> bool:
        noun = forms.BY_NOUN.match(self.masked, cue.start())
        end = self._particle(low, cue.start())
        if noun is not None:
            end = cue.start()
            if self.masked[end - 1 : end] in ("に", "を", "へ"):
                return False
            for particle in ("という", "との", "と"):
                if self.masked.endswith(particle, 0, end):
                    end -= len(particle)
                    break
            if self.masked[end - 1] == "の":
                return False
        if end is None:
            return False
        topic = self._topic(low, end)
        behind = forms.BEHIND.search(self.masked, end, cue.start())
        if topic is not None and low > span.start and self.masked[topic[0].end] == "が":
            topic = None  # the subject of what is said
        if other := self._other_clause(topic[1] if topic else low, end):
            topic = other
        if behind is not None:
            topic, end = (Span(*behind.span("who")), low), behind.start()
        if topic is not None and noun is not None and not self._is_subject(topic[0]):
            topic = None
        start = topic[1] if topic else low
        while match := forms.ADVERBIAL.match(self.masked, start, end):
            start = match.end()
        if end - start < 3:
            return False
        quoted = [one.inner for one in inside if start <= one.start < end]
        said = Span(*noun.span("cue")) if noun else Span(*cue.span())
        self.keep(span, said, [Span(start, end)], quoted, topic)
        return True

    def _other_clause(self, start: int, end: int) -> tuple[Span, int] | None:
        """Return who speaks in the last clause of some: …を目指すが、野党は…と主張し."""
        found = None
        for joint in forms.CONTRAST.finditer(self.masked, start, end):
            who = Span(*joint.span("who"))
            if self.people.may_speak(who.of(self.text)):
                found = who, joint.end()
        return found

    def _is_subject(self, who: Span) -> bool:
        """Return whether words before a view are who has it, and not what it is about."""
        words = who.of(self.text)
        is_topic = self.masked.startswith("は", who.end)
        return self.people.holds(words) or (is_topic and self.people.may_speak(words))

    def _particle(self, low: int, cue: int) -> int | None:
        """Return where the "と" or "よう" of reported speech stands before a cue."""
        stretch = self.masked[max(low, cue - 14) : cue]
        if stretch.endswith(("旨", "旨を")):
            return max(low, cue - 14) + stretch.rindex("旨")
        if wish := forms.WISH.search(stretch):
            return max(low, cue - 14) + wish.start()
        if thing := forms.THING.search(stretch):
            return max(low, cue - 14) + thing.start("thing")
        place = max(stretch.rfind(particle) for particle in ("とも", "との", "と"))
        if place < 0 or "を" in stretch[place:]:
            return None
        return max(low, cue - 14) + place

    def _according(self, span: Span, source: re.Match[str], inside: list[Quotation]) -> None:
        start = source.end()
        while self.masked[start : start + 1] in ("、", " "):
            start += 1
        end = span.end
        while end > start and self.masked[end - 1] in "。 ":
            end -= 1
        for tail in ("とのことだ", "とのことです", "ということだ", "という", "とみられる"):
            if self.masked[start:end].endswith(tail):
                end -= len(tail)
                break
        if start >= end:
            return
        quoted = [one.inner for one in inside if start <= one.start < end]
        who = Span(*source.span("who"))
        author = forms.AUTHOR.match(who.of(self.text))
        topic = (Span(who.start, who.start + author.end("who")) if author else who, source.end())
        self.keep(span, Span(*source.span("cue")), [Span(start, end)], quoted, topic)
