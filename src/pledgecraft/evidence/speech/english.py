"""Statements in English."""

import re
from bisect import bisect_left
from datetime import date

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech import following
from pledgecraft.evidence.speech.cues import Cue, find_cues, has_cue
from pledgecraft.evidence.speech.days import day_said
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.flags import is_hypothetical
from pledgecraft.evidence.speech.frames import find_frames
from pledgecraft.evidence.speech.marks import FILL, Quotation, mask
from pledgecraft.evidence.speech.name_words import HONORIFICS, ROLES
from pledgecraft.evidence.speech.names import Entity, find_names, learn_by_pronouns
from pledgecraft.evidence.speech.resolution import Memory, may_mean, resolve
from pledgecraft.evidence.speech.sentence import Sentence
from pledgecraft.evidence.speech.sentences import find_sentences
from pledgecraft.evidence.speech.subjects import first_subject
from pledgecraft.evidence.speech.tokens import tokenize

_MOST_TOKENS = 600
_MOST_CUES = 24
"""In one sentence; what lies behind is not read, so that no sentence takes long."""

_FIRST_WORDS = 120
"""Letters at the start of a sentence without speech that are looked at for its subject."""


_BETWEEN = 8
"""Letters between two paragraphs of one quotation, marks included."""

_UNNAMED = re.compile(
    r"(?:A|An|One|Another) (?:\w+ )?(?:spokes|official|aide|lawyer|source|person)"
)
_LOOKED_BACK = 8
"""Sentences without speech whose subjects are remembered when somebody speaks after them."""

_LONG_ENOUGH = 4
_SHORTEST = 5
"""Letters of a name that a pronoun behind it may stand for."""


class Reader:
    """Reads one text from its first paragraph to its last.

    Attributes:
        drafts: Statements found so far.
    """

    def __init__(
        self,
        text: str,
        paragraphs: tuple[tuple[int, int], ...],
        quotations: list[Quotation],
        published: date | None,
    ) -> None:
        self.text = text
        self.paragraphs = paragraphs
        self.quotations = quotations
        self.outer = [quotation for quotation in quotations if quotation.depth == 0]
        self.starts = {quotation.start: quotation for quotation in self.outer}
        self.masked = mask(text, self.outer)
        self.masked_inside = mask(text, [one for one in quotations if one.depth == 1])
        self.labels: dict[str, Entity] = {}
        self.published = published
        self.memory = Memory(find_names(text))
        learn_by_pronouns(self.masked, self.memory.names.mentions)
        self.drafts: list[Draft] = []
        self.unread: list[Span] = []
        self.cues = find_cues(self.masked, start=0, end=len(text))
        self.places = [cue.start for cue in self.cues]
        self.order = [quotation.start for quotation in quotations]
        self.labelled = following.labels(text, paragraphs)
        self.speakers = self._people(self.labelled)
        self.announced: tuple[int, Span, Span | None] | None = None
        self.has_turns = any(
            self._is_turn(*turn)
            for start, end in paragraphs
            if (turn := following.label(text, start, end)) is not None
        )

    def _people(self, labels: frozenset[str]) -> frozenset[str]:
        """Return those labels that name people: "Brandt" of Dagny Brandt, not "Update"."""
        people = [one.entity.name for one in self.memory.names.mentions if one.entity.is_person]
        named = {name for name in people if " " in name} | {
            name.split()[-1] for name in people if " " in name
        }
        return frozenset(label for label in labels if label in named)

    def read(self) -> list[Draft]:
        """Return all statements, by their place."""
        for start, end in self.paragraphs:
            self._paragraph(start, end)
        for draft in self.drafts:
            draft.hypothetical = draft.hypothetical or is_hypothetical(
                self.text, draft.content, draft.span, depth=draft.nested
            )
        self.drafts.sort(key=lambda draft: (draft.span.start, draft.content[0].start))
        return self.drafts

    def _paragraph(self, start: int, end: int) -> None:
        turn = following.label(self.text, start, end)
        if turn is not None and not (self.has_turns or self._is_turn(*turn)):
            turn = None
        turn = turn or following.known_label(self.text, start, end, self.speakers)
        if turn is not None:
            self._turn(*turn, Span(start, end))
            return
        before: Draft | None = None
        start = following.behind_dateline(self.masked, start, end)
        for index, span in enumerate(find_sentences(self.text, self.masked, start=start, end=end)):
            before = self._sentence(span, before, is_first=index == 0)

    def _is_turn(self, who: Span, words: Span) -> bool:
        """Return whether a label in capitals is somebody who speaks, and no heading."""
        if who.end + 2 < words.start or who.of(self.text) in self.labelled:
            return True  # with an office, or before another paragraph too
        last = who.of(self.text).rstrip(". ").rsplit(" ", 1)[-1].lower()
        return any(
            one.entity.is_person
            and one.start != who.start
            and not one.entity.name.isupper()
            and one.entity.name.lower().rsplit(" ", 1)[-1] == last
            for one in self.memory.names.mentions
        )

    def _sentence(self, span: Span, before: Draft | None, *, is_first: bool) -> Draft | None:
        """Read a sentence; return the direct statement that the next one may carry on with."""
        cues = self._cues(span)
        has_quote = self._has_quotation(span)
        line = following.headline(self.masked, span.start, span.end) if is_first else None
        is_quoted = line is not None and self.masked[line[1].start] == FILL
        if not cues and line is not None and not is_quoted and self._headline(*line, span):
            return None
        if not cues and not has_quote:
            self.unread.append(span)
            return None
        tokens = tokenize(self.masked, start=span.start, end=span.end)[:_MOST_TOKENS]
        sentence = Sentence(self.text, span, tokens, self.starts)
        drafts = find_frames(sentence, cues) if cues else []
        if drafts:
            self._catch_up()
        for draft in drafts:
            self._finish(draft, sentence)
        if cues and not drafts and self.text[span.end - 1] == ":":
            who = first_subject(tokens)
            self.announced = (span.end, Span(cues[-1].start, cues[-1].end), who)
        self._nested(drafts)
        rest = self._without_cue(sentence, before, has_speech=bool(drafts))
        return rest or next((draft for draft in reversed(drafts) if draft.quoted), None)

    def _cues(self, span: Span) -> list[Cue]:
        first, last = bisect_left(self.places, span.start), bisect_left(self.places, span.end)
        return self.cues[first : min(last, first + _MOST_CUES)]

    def _has_quotation(self, span: Span) -> bool:
        index = bisect_left(self.order, span.start)
        return index < len(self.order) and self.order[index] < span.end

    def _without_cue(
        self, sentence: Sentence, before: Draft | None, *, has_speech: bool
    ) -> Draft | None:
        """Read what stands in quotation marks without a verb of saying."""
        quotation = following.stands_alone(sentence)
        if quotation is not None:
            self._catch_up()
            return self._standing_alone(sentence, quotation, before)
        quotation = following.behind_colon(sentence)
        if quotation is not None:
            self._catch_up()
            draft = following.alone(sentence, quotation)
            self._keep(draft, self._before_colon(quotation) or self._first(sentence))
            self._within(quotation.inner, draft)
            return draft
        if not has_speech:
            self.unread.append(sentence.span)
        return None

    def _standing_alone(
        self, sentence: Sentence, quotation: Quotation, before: Draft | None
    ) -> Draft | None:
        if self.announced is not None and sentence.span.start - self.announced[0] < _BETWEEN:
            draft = following.alone(sentence, quotation)
            _, draft.cue, draft.who = self.announced
            who = draft.who
            found = resolve(self.text, who.start, who.end, self.memory) if who else None
            self._keep(draft, found or self._latest(sentence.span.start))
            self._within(quotation.inner, draft)
            return draft
        last = next((one for one in reversed(self.drafts[-8:]) if not one.nested), None)
        carried = before or (last if last is not None and last.runs_on else None)
        if carried is not None and carried.kind == "direct":
            sentence.used.add(quotation.start)
            carried.extend(sentence.span, [quotation.inner])
            carried.runs_on = quotation.runs_on
            self._within(quotation.inner, carried)
            return None if before is None else carried
        if not following.is_speech(self.text, quotation):
            return None
        draft = following.alone(sentence, quotation)
        self._keep(draft, self._latest(sentence.span.start))
        self._within(quotation.inner, draft)
        return draft

    def _latest(self, place: int) -> Entity | None:
        """Return the speaker or subject just before a place."""
        subjects = self.memory.subjects
        if not subjects:
            return self.memory.speaker
        return subjects[-1][1]

    def _before_colon(self, quotation: Quotation) -> Entity | None:
        """Return the person who is named right before the colon of a quotation."""
        colon = self.text.rfind(":", 0, quotation.start)
        names = self.memory.names
        for mention in names.within(max(0, colon - _FIRST_WORDS), colon):
            again = sum(other.entity is mention.entity for other in names.mentions)
            if mention.end == colon and mention.entity.is_person and again > 1:
                return mention.entity
        return None

    def _first(self, sentence: Sentence) -> Entity | None:
        span = first_subject(sentence.tokens)
        return resolve(self.text, span.start, span.end, self.memory) if span else None

    def _catch_up(self) -> None:
        """Remember whom the last sentences without speech were about, now that somebody speaks."""
        for span in self.unread[-_LOOKED_BACK:]:
            self._remember_first(span)
        self.unread.clear()

    def _remember_first(self, span: Span) -> None:
        """Remember the person or body that a sentence without speech begins with."""
        end = min(span.end, span.start + _FIRST_WORDS)
        if not self.memory.names.within(span.start, end) and not may_mean(
            self.text[span.start : end]
        ):
            return
        words = first_subject(tokenize(self.masked, start=span.start, end=end))
        if words is None:
            return
        said = words.of(self.text)
        if len(said) < _LONG_ENOUGH and not (said[0].isupper() or said in ("he", "she")):
            return
        if said in ("It", "We", "You", "I", "The", "A", "No", "In", "On", "But", "And"):
            return
        entity = resolve(self.text, words.start, words.end, self.memory)
        if entity is not None and entity.name and (entity.is_person or entity.roles):
            self.memory.stands_first(span.start, entity)
        elif entity is None and _UNNAMED.match(said):
            self.memory.speaks(span.start, None, said)

    def _finish(self, draft: Draft, sentence: Sentence) -> None:
        """Find out who speaks, and when."""
        draft = self._carry_back(draft)
        entity = self._speaker(draft, sentence)
        cue_end = draft.cue.end if draft.cue else sentence.span.start
        draft.said, draft.said_by = day_said(
            self.masked, cue_end, sentence.span.end, self.published
        )
        self._keep(draft, entity)

    def _speaker(self, draft: Draft, sentence: Sentence) -> Entity | None:
        if draft.unnamed:
            return None
        if draft.who is not None:
            self._remember_own(draft.who, sentence)
            return resolve(self.text, draft.who.start, draft.who.end, self.memory)
        earlier = self.drafts[-1] if self.drafts else None
        if earlier is not None and earlier.span == draft.span and not earlier.nested:
            draft.who = earlier.who
            return self.memory.speaker
        span = first_subject(sentence.tokens)
        if span is None:
            return self.memory.speaker
        draft.who = span
        return resolve(self.text, span.start, span.end, self.memory)

    def _remember_own(self, who: Span, sentence: Sentence) -> None:
        """Remember the subject of a sentence in which a pronoun speaks later."""
        if who.end - who.start > 3 or who.start - sentence.span.start < _SHORTEST:
            return
        first = first_subject(sentence.tokens)
        if first is None or first.end >= who.start or first.end - first.start < _SHORTEST:
            return
        if self.text[first.end : who.start].strip() == ",":
            return  # of whom he speaks: The president, he said, “has nobody left”
        entity = resolve(self.text, first.start, first.end, self.memory)
        if entity is not None and entity.is_person and entity.name:
            self.memory.stands_first(first.start, entity)

    def _carry_back(self, draft: Draft) -> Draft:
        """Take in the paragraphs of a quotation whose speaker is told at its end."""
        last = self.drafts[-1] if self.drafts else None
        while (
            last is not None
            and last.runs_on
            and last.cue is None
            and last.kind == draft.kind == "direct"
            and draft.quoted
            and draft.quoted[0].start - last.quoted[-1].end < _BETWEEN
        ):
            draft.content = [*last.content, *draft.content]
            draft.quoted = [*last.quoted, *draft.quoted]
            draft.span = Span(last.span.start, draft.span.end)
            self.drafts.pop()
            last = self.drafts[-1] if self.drafts else None
        return draft

    def _keep(self, draft: Draft, entity: Entity | None) -> None:
        draft.name = entity.name if entity is not None and entity.name else None
        if draft.said_by is None:
            draft.said, draft.said_by = self.published, "published" if self.published else None
        if not draft.nested:
            words = self.text[draft.who.start : draft.who.end] if draft.who else ""
            self.memory.speaks(draft.span.start, entity, words or self.memory.speaker_words)
        self.drafts.append(draft)

    def _headline(self, who: Span, words: Span, span: Span) -> bool:
        self._catch_up()
        entity = resolve(self.text, who.start, who.end, self.memory)
        if entity is None or not entity.is_person or not (entity.certain or " " in entity.name):
            return False
        end = words.end - 1 if self.text[words.end - 1] == "." else words.end
        draft = Draft(span, "indirect", [Span(words.start, end)], [], who=who)
        self._keep(draft, entity)
        return True

    def _turn(self, who: Span, words: Span, span: Span) -> None:
        """Read a turn of a transcript: somebody's own words, without marks."""
        self._catch_up()
        entity = self._labelled(who)
        draft = Draft(span, "direct", [words], [], who=who)
        self._keep(draft, entity)
        if has_cue(self.text, start=words.start, end=words.end):
            self._region(words, draft, depth=0)

    def _labelled(self, who: Span) -> Entity:
        """Return the person of a label in capitals, by the form that the text uses elsewhere."""
        words = who.of(self.text).strip(". ")
        words = words.title() if words.isupper() else words
        while " " in words and words.split()[0].lower().strip(".") in ROLES | set(HONORIFICS):
            words = words.split(" ", 1)[1]
        if words.lower() not in self.labels:
            self.labels[words.lower()] = self._find_labelled(words)
        return self.labels[words.lower()]

    def _find_labelled(self, words: str) -> Entity:
        for mention in self.memory.names.mentions:
            name = mention.entity.name
            parts = (name.lower(), name.lower().rsplit(" ", 1)[-1])
            if mention.entity.is_person and not name.isupper() and words.lower() in parts:
                return mention.entity
        for _, entity in reversed(self.memory.subjects):
            if entity.name.lower().rsplit(" ", 1)[-1] == words.lower():
                return entity
        return Entity(words, is_person=True, certain=True)

    def _nested(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            for span in draft.quoted:
                self._within(span, draft)

    def _within(self, span: Span, outer: Draft) -> None:
        """Read what a quotation says that others say."""
        if has_cue(self.text, start=span.start, end=span.end):
            self._region(span, outer, depth=1)

    def _inside(self, span: Span) -> list[Quotation]:
        first, last = bisect_left(self.order, span.start), bisect_left(self.order, span.end)
        return self.quotations[first:last]

    def _region(self, span: Span, outer: Draft, *, depth: int) -> None:
        """Read a stretch in which everything is nested."""
        masked = self.masked if depth == 0 else self.masked_inside
        quotations = [one for one in self._inside(span) if one.depth == depth]
        starts = {quotation.start: quotation for quotation in quotations}
        for inner in find_sentences(self.text, masked, start=span.start, end=span.end):
            cues = find_cues(masked, start=inner.start, end=inner.end)[:_MOST_CUES]
            if cues:
                tokens = tokenize(masked, start=inner.start, end=inner.end)[:_MOST_TOKENS]
                sentence = Sentence(self.text, inner, tokens, starts, nested=True)
                self._nested_frames(sentence, cues, outer)

    def _nested_frames(self, sentence: Sentence, cues: list[Cue], outer: Draft) -> None:
        for draft in find_frames(sentence, cues):
            if self._says_so_now(draft):
                continue
            if draft.nested and draft.who is None and not draft.unnamed:
                draft.who = first_subject(sentence.tokens)
            entity = self._nested_speaker(draft, outer)
            draft.span = outer.span
            self._keep(draft, entity)

    def _says_so_now(self, draft: Draft) -> bool:
        """Return whether a speaker only says that he says it: "I must tell you that …"."""
        who = draft.who.of(self.text).lower() if draft.who else ""
        told = draft.cue.of(self.text).lower() if draft.cue else ""
        is_past = told.endswith(("ed", "told", "said", "wrote"))
        return who in ("i", "we", "anyone") and draft.kind == "indirect" and not is_past

    def _nested_speaker(self, draft: Draft, outer: Draft) -> Entity | None:
        if draft.who is None:
            return None
        if draft.who.of(self.text) == "I":
            return Entity(outer.name, is_person=True) if outer.name else None
        entity = resolve(self.text, draft.who.start, draft.who.end, self.memory)
        is_pronoun = draft.who.end - draft.who.start < 4
        return None if is_pronoun and entity and entity.name == outer.name else entity
