"""Whom the words mean: names, titles, pronouns."""

import re
from collections import Counter
from dataclasses import dataclass, field

from pledgecraft.evidence.speech.name_words import BODY_HEADS, ROLES
from pledgecraft.evidence.speech.names import Entity, Mention, Names
from pledgecraft.evidence.speech.words import DETERMINERS, PREPOSITIONS, some

_INDEFINITE = some(
    "a an some many several one two three four another most few other any no both all"
)
_GENERIC = some(
    "critics officials analysts economists sources people experts observers traders investors "
    "others supporters opponents lawmakers reporters diplomats aides insiders residents workers "
    "families defenders some many advisers executives researchers skeptics sceptics businesses "
    "everyone everybody nobody someone somebody anyone those witnesses unions negotiators farmers "
    "bankers lawyers scholars protesters voters ministers leaders companies allies commentators "
    "source official insider diplomat aide person woman man resident worker reporter "
    "prosecutors doctors nurses teachers scientists rescuers engineers drivers campaigners "
    "activists organisers organizers parents students neighbours neighbors locals managers "
    "shareholders suppliers employees historians jurors detectives investigators regulators "
    "rivals republicans democrats conservatives senators governors mayors judges commanders "
    "soldiers pilots exporters importers manufacturers retailers homeowners tenants landlords "
    "veterans pensioners colleagues friends relatives passengers commuters customers consumers "
    "environmentalists campaigners inspectors planners developers contractors brokers dealers "
    "strategists pollsters governments authorities allies delegates members mps councillors"
)
_PLURAL_OF_BODY = some("analysts economists researchers strategists lawyers editors")
_DOCUMENTS = some("statement report document letter note memo release post survey study")
_SAME_OFFICE = {"potus": "president"}
_EMPTY = some("itself himself herself themselves")
_NEAR = 1_500
"""Letters before a word that are searched for what it stands for."""

_VERBS = some("said says and or but asked told own new as s that another")
_POSSESSIVE = re.compile(r"[’']s?\Z")


@dataclass(slots=True)
class Memory:
    """Who has spoken, and who stood first in each sentence.

    Attributes:
        names: Names of the text.
        subjects: Place and entity of sentence subjects and speakers so far, in order.
        speaker: The last speaker; ``None`` where it has no name.
        speaker_words: The last speaker's words, small, for "the official" after "an official".
        has_spoken: Whether anybody has spoken yet.
        spoke_at: Where the last speaker's sentence starts.
    """

    names: Names
    subjects: list[tuple[int, Entity]] = field(default_factory=list[tuple[int, Entity]])
    speaker: Entity | None = None
    speaker_words: str = ""
    has_spoken: bool = False
    spoke_at: int | None = None

    def speaks(self, place: int, entity: Entity | None, words: str) -> None:
        """Remember a speaker."""
        if entity is not None:
            self.subjects.append((place, entity))
        self.speaker = entity
        self.speaker_words = words.lower()
        self.has_spoken = True
        self.spoke_at = place

    def stands_first(self, place: int, entity: Entity) -> None:
        """Remember the subject of a sentence."""
        self.subjects.append((place, entity))


def may_mean(words: str) -> bool:
    """Return whether any of some words can stand for a person or a body that it does not name."""
    return not _MEANINGFUL.isdisjoint(_LETTERS.findall(words.lower())) or "maker" in words


def resolve(text: str, start: int, end: int, memory: Memory) -> Entity | None:
    """Return the person or body that words mean; ``None`` where the text names none.

    Args:
        text: The text.
        start: Where the words start.
        end: Where they end.
        memory: What stands before them.
    """
    words = text[start:end].split()
    if len(words) > 1 and words[0].lower() in ("the", "his", "her", "its", "their"):
        words = text[start:end].partition(",")[0].split()  # an apposition says nothing of the head
    lower = [word.lower().strip(",.") for word in words]
    if words and words[0] == "No.":
        lower[0] = "number"
    while lower and lower[-1] in _EMPTY:
        lower.pop()
    if not lower:
        return None
    if len(lower) == 1 and lower[0] in ("he", "she", "it", "they", "i", "we", "you"):
        return _pronoun(lower[0], start, memory)
    mentions = [mention for mention in memory.names.within(start, end) if mention.entity.name]
    first = mentions[0] if mentions and mentions[0].start == start else None
    if first is not None and first.end < end and text[first.end] == ",":
        return first.entity
    if lower[0] in ("the", "his", "her", "its", "their"):
        explained = _explained(text, mentions, start)
        if explained is not None:
            return explained
    if lower[0] in _INDEFINITE and _head(lower) in _WORKS:
        return _author(text, mentions or memory.names.within(end, end + _ISSUER), start)
    if lower[-1] in _PEOPLES:
        return None
    if _is_generic(lower):
        return _body_of(lower, mentions) or _apposed(text, mentions, start)
    if _head(lower) in BODY_HEADS and _head([word.strip(",.") for word in words]) in BODY_HEADS:
        return _body(text, lower, start, memory)
    if _is_holder(words, lower):
        holder = _apposed(text, mentions, start) or _described(text, lower, start, memory)
        if holder is not None or lower[0] != "the" or _head(lower) in ROLES - _HOLDERS:
            return holder
        return _last_subject(start, memory)
    named = _named(text, mentions, start, end)
    if named is not None:
        return named
    return _described(text, lower, start, memory)


_WORKS = some(
    "report study survey analysis poll estimate note tally paper review forecast dataset "
    "summary brief"
)


_PEOPLES = some(
    "germans americans koreans norwegians russians europeans britons canadians mexicans italians "
    "indians ukrainians australians brazilians egyptians iranians israelis poles swedes danes "
    "finns turks greeks spaniards swiss french dutch chinese japanese british"
)


_ISSUER = 40
"""Letters behind a work in which its author may stand: a summary released by the Treasury."""
_READ = some("seen obtained reviewed viewed read cited shared")


def _author(text: str, mentions: list[Mention], start: int) -> Entity | None:
    """Return the body whose work it is: a report by the Hartwell Institute, a Quill poll."""
    for mention in mentions:
        before = text[start : mention.start].lower().removesuffix("the ").split()
        if before[-2:-1] and before[-2].strip(",") in _READ:
            return None
        if before[-1:] in (["by"], ["from"], ["of"]) or len(before) == 1:
            return mention.entity
    own = text[start : start + 120].split(",")[0].split()[1:6]
    capital = [word for word in own if word[0].isupper() or word in ("and", "of")]
    named = capital == own[: len(capital)] and capital and capital[-1].lower() in _WORKS
    return Entity(" ".join(capital), is_person=False) if named else None


def _explained(text: str, mentions: list[Mention], start: int) -> Entity | None:
    """Return the name that explains a phrase: his club, Harwick Rovers; the operator, Spoorlink."""
    for mention in mentions:
        before = text[start : mention.start]
        owns = text[mention.end : mention.end + 2] in ("'s", "’s")
        before = re.sub(r", [A-Z]\w+['’]s [a-z ]+$", ", ", before)
        if owns:
            continue
        if before.endswith(", ") and before.count(",") == 1 and not before[:-2].istitle():
            return mention.entity
    return None


def _is_holder(words: list[str], lower: list[str]) -> bool:
    """Return whether the words are an office or an age without a name: the Senate candidate."""
    head = _head(lower)
    if lower[0] not in ("the", "his", "her", "its", "their", "this", "that") or len(words) < 2:
        return False
    is_small = any(word.strip(",.") == head for word in words)
    return is_small and (head in ROLES | _HOLDERS or bool(_AGE.fullmatch(head)))


_AGE = re.compile(r"\d{2}-year-old")
_HOLDERS = some(
    "candidate incumbent nominee congresswoman congressman lawmaker politician veteran general "
    "retiree farmer teacher instructor supervisor mechanic owner activist author striker player "
    "officer admiral colonel captain lawyer "
    "billionaire businessman businesswoman frontrunner challenger newcomer democrat republican "
    "conservative father mother grandmother grandfather widow"
)


_LETTERS = re.compile(r"[^\W\d_]+")
_UNNAMED = some("aide spokes source person")
_MEANINGFUL = ROLES | _HOLDERS | BODY_HEADS | _WORKS | _UNNAMED | some("he she it they old")


def _last_subject(start: int, memory: Memory) -> Entity | None:
    """Return the last person who stood first in a sentence or spoke."""
    for place, entity in reversed(memory.subjects[-12:]):
        if entity.is_person and place < start:
            return entity
    return None


def _is_generic(lower: list[str]) -> bool:
    """Return whether the words mean somebody without saying who."""
    head = _head(lower)
    if lower[0] in _INDEFINITE or lower == ["police"]:
        return True
    if lower[0] in ("the", "this", "that") or len(lower) < 2:
        return head in _GENERIC and head not in ("official", "source")
    return head in _GENERIC


def _head(lower: list[str]) -> str:
    """Return the noun before the first preposition, comma or relative pronoun."""
    head = ""
    for word in lower:
        if word in (
            "of",
            "at",
            "for",
            "in",
            "from",
            "with",
            "who",
            "that",
            "familiar",
            "close",
            "on",
            "to",
            "which",
            "by",
            "released",
            "published",
            "issued",
            "commissioned",
            "conducted",
        ):
            break
        head = word
    return head


def _body_of(lower: list[str], mentions: list[Mention]) -> Entity | None:
    if lower[0] in _PLURAL_OF_BODY and lower[1:2] in (["at"], ["from"], ["with"]):
        return mentions[0].entity if mentions and not mentions[0].entity.is_person else None
    return None


def _apposed(text: str, mentions: list[Mention], start: int) -> Entity | None:
    """Return the person whom an apposition names: one of them, the columnist X."""
    for mention in mentions:
        before = text[start : mention.start].rpartition(",")
        if mention.entity.is_person and before[1] and len(before[2].split()) < 4:
            return None if "who" in before[2] else mention.entity
    return None


def _named(text: str, mentions: list[Mention], start: int, end: int) -> Entity | None:
    """Return the last name that is no possessor: "Kestrel's rival, Norden" is Norden."""
    own = [mention for mention in mentions if not _owns(text, mention.end, end)]
    for index, mention in enumerate(own):
        if mention.entity.is_person and not _is_attached(text, start, mention.start):
            behind = own[index + 1] if index + 1 < len(own) else None
            if behind is not None and _speaks_for(text[mention.end : behind.start]):
                return behind.entity
            return mention.entity
    for mention in own:
        if not _is_attached(text, start, mention.start):
            return mention.entity
    return None


def _speaks_for(between: str) -> bool:
    """Return whether an office stands between two names: Clinton campaign spokesman Fallon."""
    words = between.split()
    return "," not in between and 1 < len(words) < _MOST_WORDS and words[-1].lower() in ROLES


_MOST_WORDS = 6


def _owns(text: str, place: int, end: int) -> bool:
    return place + 1 < end and text[place : place + 2] in ("'s", "’s", "' ", "’ ")


def _is_attached(text: str, low: int, start: int) -> bool:
    """Return whether a preposition stands before a name: an economist at it, a lawyer of his."""
    before = text[max(low, start - 12) : start].lower().split()
    if before[-1:] == ["the"]:
        before = before[:-1]
    return before[-1:] in (["of"], ["at"], ["for"], ["in"], ["from"], ["with"], ["to"], ["by"])


def _described(text: str, lower: list[str], start: int, memory: Memory) -> Entity | None:
    """Return who holds the office, or which body it is, that the words describe."""
    head = _head(lower)
    while head.endswith(("’s", "'s")):
        head = _POSSESSIVE.sub("", head)
    if head in _DOCUMENTS:
        return None
    if head in ("official", "source"):
        return memory.speaker if head in memory.speaker_words else None
    if head in ROLES:
        return _with_role(_SAME_OFFICE.get(head, head), start, memory)
    if head in BODY_HEADS or head.endswith("maker"):
        return _body(text, lower, start, memory)
    return None


def _with_role(head: str, start: int, memory: Memory) -> Entity | None:
    found = _holding(head, start, memory)
    return found or (_holding("secretary", start, memory) if head == "minister" else None)


def _holding(head: str, start: int, memory: Memory) -> Entity | None:
    for _, entity in reversed(memory.subjects[-12:]):
        if entity.is_person and head in entity.roles:
            return entity
    for mention in (*memory.names.before(start), *memory.names.after(start)):
        if mention.entity.is_person and mention.entity.name and head in mention.entity.roles:
            return mention.entity
    return None


def _body(text: str, lower: list[str], start: int, memory: Memory) -> Entity | None:
    head = _head(lower)
    described = _phrase(text, start, lower)
    if len(described) > 1:
        name = " ".join(described) + _place_of(text, start, lower)
        named = memory.names.by_name.get(name.lower())
        if named is not None:
            return named
        return Entity(name, is_person=False, roles={head})
    head = "company" if head.endswith("maker") else head
    for _, entity in reversed(memory.subjects[-12:]):
        if not entity.is_person and head in entity.roles:
            return entity
    for mention in memory.names.before(start):
        if not mention.entity.is_person and head in mention.entity.roles:
            return mention.entity
    nameless = [entity for _, entity in memory.subjects[-4:] if not entity.is_person]
    if nameless and not nameless[-1].roles:
        return nameless[-1]
    if head in _BUSINESSES:
        return _likely_company(text, start, memory)
    return _described_before(text, head, start)


_BUSINESSES = some("company firm group maker carmaker manufacturer chain airline lender retailer")
_WITHIN = some("in at from outside near inside to into across")


def _likely_company(text: str, start: int, memory: Memory) -> Entity | None:
    """Return the name that stands most often before "the company", and is no place or person."""
    count: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for mention in memory.names.before(start):
        entity = mention.entity
        if entity.certain or entity.gender or mention.titled or not entity.name:
            continue
        before = text[max(0, mention.start - 12) : mention.start].lower().split()
        is_place = before[-1:] and before[-1] in _WITHIN
        if (
            is_place
            or text[mention.end : mention.end + 1] == ","
            or _NO_COMPANY.search(entity.name)
        ):
            continue
        count[entity.name] += 1
        entities[entity.name] = entity
    best = count.most_common(1)
    return entities[best[0][0]] if best and best[0][1] > 1 else None


_NO_COMPANY = re.compile(
    r"^(?:[A-Z]+|.*(?:an|ese|ish|ian|Senate|House|Congress|State|States|City|County|"
    r"President|Day))$"
)


def _place_of(text: str, start: int, lower: list[str]) -> str:
    """Return the place of a mission: the US embassy in Seoul."""
    if _head(lower) not in ("embassy", "consulate", "mission"):
        return ""
    found = re.match(
        r"[^,.]{0,40}?(?:embassy|consulate|mission)( (?:in|of|to) [A-Z]\w+)", text[start:]
    )
    return found.group(1) if found else ""


def _phrase(text: str, start: int, lower: list[str]) -> list[str]:
    """Return the words of a noun with what stands before it, without "the" and "own"."""
    end = lower.index(_head(lower)) + 1
    written = [word.strip(",.") for word in text[start : start + _NEAR].split(maxsplit=end)[:end]]
    return [
        word
        for word, small in zip(written, lower, strict=False)
        if small not in DETERMINERS and small != "own"
    ]


def _described_before(text: str, head: str, start: int) -> Entity | None:
    """Return the body that an earlier sentence describes: the labour department."""
    found = None
    for match in re.finditer(rf"([A-Za-z]+) {head}\b", text[max(0, start - _NEAR) : start]):
        if match[1].lower() not in DETERMINERS and match[1].lower() not in PREPOSITIONS | _VERBS:
            found = match[1]
    return Entity(f"{found} {head}", is_person=False, roles={head}) if found else None


def _pronoun(word: str, start: int, memory: Memory) -> Entity | None:
    if word in ("you", "we"):
        return None
    if word == "i":
        return memory.speaker
    if word == "they":
        last = memory.subjects[-1][1] if memory.subjects else None
        speaker = memory.speaker or last
        return speaker if speaker is not None and not speaker.is_person else None
    if word == "it":
        return _last_body(start, memory)
    return _last_person("m" if word == "he" else "f", start, memory)


def _last_body(start: int, memory: Memory) -> Entity | None:
    for place, entity in reversed(memory.subjects[-6:]):
        if not entity.is_person and place < start:
            return entity
    return None


def _last_person(gender: str, start: int, memory: Memory) -> Entity | None:
    if _is_of_unnamed(start, memory):
        return None
    for place, entity in reversed(memory.subjects[-16:]):
        if place < start - _FAR:
            break
        if entity.is_person and entity.gender in ("", gender) and place < start:
            return _of_gender(entity, gender)
    for mention in memory.names.before(start):
        entity = mention.entity
        if (
            entity.is_person
            and entity.name
            and entity.gender in ("", gender)
            and not mention.titled
        ):
            return _of_gender(entity, gender)
    for place, entity in reversed(memory.subjects[-16:]):
        if entity.is_person and entity.gender in ("", gender) and place < start:
            return _of_gender(entity, gender)
    return None


_FAR = 600
"""Letters behind which a subject counts less than a name that stands nearer."""


def _is_of_unnamed(start: int, memory: Memory) -> bool:
    """Return whether a pronoun follows a speaker without a name, and nobody is named since."""
    if memory.speaker is not None or not memory.has_spoken or memory.spoke_at is None:
        return False
    if any(place > memory.spoke_at for place, entity in memory.subjects[-4:] if entity.is_person):
        return False
    if start - memory.spoke_at >= _FAR:
        return False
    named = memory.names.within(memory.spoke_at, start)
    return not any(one.entity.is_person for one in named)


def _of_gender(entity: Entity, gender: str) -> Entity:
    entity.gender = gender
    return entity
