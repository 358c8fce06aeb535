"""Verbs and phrases of saying, and what each may be followed by."""

import re
from dataclasses import dataclass

from pledgecraft.evidence.speech.words import some

CLAUSE, BARE, NOUN, MARKED, OBJECT, INFINITIVE, QUOTED = "C", "B", "N", "M", "O", "I", "Q"
"""What may follow: any clause; a clause with its verb; a noun; a phrase with words in marks; whom
it is told, then a clause; to do something; words in marks."""

_VERBS = {
    "say said says saying": "CBQ",
    "tell told tells telling": "O",
    "add added adds adding": "BQ",
    "warn warned warns warning": "BQO",
    "claim claimed claims claiming": "BQ",
    "argue argued argues arguing": "BQ",
    "acknowledge acknowledged acknowledges acknowledging": "BNQ",
    "insist insisted insists insisting": "BQ",
    "ask asked asks asking": "OQW",
    "write wrote writes writing": "BQ",
    "post posted posts posting": "BQ",
    "tweet tweeted tweets tweeting": "BQ",
    "announce announced announces announcing": "BNQ",
    "note noted notes noting": "BQ",
    "explain explained explains explaining": "BQW",
    "state stated states stating": "BQ",
    "stress stressed stresses stressing": "BNQ",
    "emphasize emphasized emphasizes emphasizing": "BNQ",
    "emphasise emphasised emphasises emphasising": "BNQ",
    "reply replied replies replying": "BQ",
    "respond responded responds responding": "BQ",
    "answer answered answers answering": "BQ",
    "admit admitted admits admitting": "BNQ",
    "concede conceded concedes conceding": "BQ",
    "confirm confirmed confirms confirming": "BQ",
    "deny denied denies denying": "BNQ",
    "suggest suggested suggests suggesting": "BQ",
    "declare declared declares declaring": "BQ",
    "predict predicted predicts predicting": "BNQ",
    "find finds found finding": "T",
    "charge charged charges charging": "T",
    "calculate calculated calculates calculating": "BQ",
    "email emails emailed": "OQ",
    "reckon reckoned reckons reckoning": "BQ",
    "counter countered counters countering": "BQ",
    "assure assured assures assuring": "OQ",
    "remind reminded reminds reminding": "OQ",
    "inform informed informs informing": "OQ",
    "dare dared dares daring": "O",
    "order ordered orders ordering": "O",
    "instruct instructed instructs instructing": "O",
    "advise advised advises advising": "O",
    "lament lamented laments lamenting": "BNQ",
    "protest protested protests protesting": "BQ",
    "grumble grumbled grumbles grumbling": "BQ",
    "muse mused muses musing": "BQ",
    "volunteer volunteered": "BQ",
    "insinuate insinuated insinuates insinuating": "BQ",
    "imply implied implies implying": "BQ",
    "speculate speculated speculates speculating": "BQ",
    "guess guessed guesses guessing": "BQ",
    "swear swore swears swearing": "BIQ",
    "threaten threatened threatens threatening": "BIQ",
    "whisper whispered whispers whispering": "BQ",
    "murmur murmured murmurs": "BQ",
    "mutter muttered mutters": "BQ",
    "exclaim exclaimed exclaims": "BQ",
    "interject interjected interjects": "BQ",
    "snap snapped snaps": "Q",
    "counsel counselled counseled counsels": "O",
    "elaborate elaborated elaborates": "Q",
    "enthuse enthused enthuses": "BQ",
    "plead pleaded pleads pleading": "BIQ",
    "propose": "BQ",
    "maintain maintained maintains maintaining": "BQ",
    "contend contended contends contending": "BQ",
    "complain complained complains complaining": "BQ",
    "recall recalled recalls recalling": "BQ",
    "remark remarked remarks remarking": "BQ",
    "observe observed observes observing": "BQ",
    "comment commented comments commenting": "Q",
    "reveal revealed reveals revealing": "BQ",
    "disclose disclosed discloses disclosing": "BQ",
    "boast boasted boasts boasting": "BQ",
    "joke joked jokes joking": "BQ",
    "quip quipped quips quipping": "BQ",
    "assert asserted asserts asserting": "BQ",
    "affirm affirmed affirms affirming": "BQ",
    "allege alleged alleges alleging": "BQ",
    "reiterate reiterated reiterates reiterating": "BNQ",
    "repeat repeated repeats repeating": "BQ",
    "testify testified testifies testifying": "BQ",
    "promise promised promises promising": "BIQ",
    "pledge pledged pledges pledging": "BIQ",
    "vow vowed vows vowing": "BIQ",
    "report reported reports reporting": "BQ",
    "urge urged urges urging": "OQ",
    "propose proposed proposes proposing": "BQ",
    "recommend recommended recommends recommending": "BQ",
    "continue continued continues continuing": "Q",
    "conclude concluded concludes concluding": "BQ",
    "caution cautioned cautions cautioning": "BQ",
    "describe described describes describing": "MD",
    "portray portrayed portrays portraying": "MD",
    "blame blamed blames blaming": "MD",
    "depict depicted depicts": "MD",
    "characterise characterised characterises characterize characterized characterizes": "MD",
    "call called calls calling": "M",
    "dub dubbed dubs dubbing": "M",
    "label labelled labeled labels labelling labeling": "M",
    "brand branded brands branding": "M",
    "welcome welcomed welcomes welcoming": "M",
    "praise praised praises praising": "M",
    "dismiss dismissed dismisses dismissing": "M",
    "criticize criticized criticizes criticizing criticise criticised criticises criticising": "M",
    "condemn condemned condemns condemning": "M",
    "reject rejected rejects rejecting": "M",
    "denounce denounced denounces denouncing": "M",
    "hail hailed hails hailing": "M",
    "mock mocked mocks mocking": "M",
    "accuse accused accuses accusing": "N",
    "demand demanded demands demanding": "BNIQ",
    "read reads": "Q",
    "point out pointed out points out pointing out": "BQ",
    "go on went on goes on going on": "Q",
    "make made makes making clear": "",
    "estimate estimated estimates estimating": "BQ",
    "forecast forecasts forecasting": "BNQ",
    "signal signalled signaled signals signalling signaling": "BQ",
    "indicate indicated indicates indicating": "BQ",
    "hint hinted hints hinting": "BQ",
    "shout shouted shouts shouting": "BQ",
    "sigh sighed sighs": "Q",
    "retort retorted retorts": "BQ",
    "clarify clarified clarifies clarifying": "BQ",
    "underline underlined underlines underlining": "BQ",
    "underscore underscored underscores underscoring": "BQ",
    "mention mentioned mentions mentioning": "BQ",
    "thunder thundered scoff scoffed": "Q",
    "text texted texts texting": "OQ",
    "laugh laughed laughs": "Q",
    "smile smiled smiles": "Q",
    "grin grinned grins": "Q",
    "shrug shrugged shrugs": "Q",
    "message messaged": "Q",
    "oppose opposed opposes": "M",
    "liken likened likens": "M",
    "speak spoke speaks spoken": "M",
    "refer referred refers referring": "M",
    "urge": "OQ",
    "implore implored implores imploring exhort exhorted exhorts exhorting": "OQ",
    "opine opined opines proclaim proclaimed proclaims proclaiming posit posited posits": "BQ",
    "theorize theorized theorizes surmise surmised surmises profess professed professes": "BQ",
    "cried screamed yelled chanted bellowed chuckled deadpanned gushed fumed crowed griped": "Q",
    "intoned ventured concurred disagreed objected wondered marveled marvelled": "Q",
    "quipping chuckling fuming sniped scolded chided jeered sneered demurred": "Q",
    "blasted slammed ripped lambasted decried derided bashed touted lauded commended": "M",
    "blasting slamming lambasting decrying deriding touting applauding lauding commending": "M",
    "applauded saluted ridiculed castigated excoriated disparaged belittled": "M",
}
_PHRASES = {
    "according to": "A",
    "in the words of": "A",
    "quoted as saying": "CBQ",
    "cited as saying": "CBQ",
    "reported as saying": "CBQ",
    "was reported as saying": "CBQ",
    "were reported as saying": "CBQ",
    "as saying": "CBQ",
    "made clear": "BQ",
    "been clear": "T",
    "makes clear": "BQ",
    "making clear": "BQ",
    "expressed confidence": "T",
    "expresses confidence": "T",
    "expressed hope": "T",
    "expressed concern": "T",
    "expressed the view": "T",
    "expressed optimism": "T",
    "expressed doubt": "T",
    "expressed fear": "T",
    "expressed fears": "T",
    "raised the possibility": "T",
    "took the position": "T",
    "voiced concern": "T",
    "voiced hope": "T",
    "made the point": "T",
    "took the view": "T",
    "put it": "Q",
    "puts it": "Q",
    "fired back": "BQ",
    "fires back": "BQ",
    "shot back": "BQ",
    "hit back": "BQ",
    "chimed in": "Q",
    "weighed in": "Q",
    "ruled out": "N",
    "rules out": "N",
    "ruling out": "N",
    "called for": "N",
    "calls for": "N",
    "calling for": "N",
    "called on": "O",
    "calls on": "O",
    "calling on": "O",
    "warned of": "N",
    "warns of": "N",
    "warned against": "N",
    "faced criticism for": "U",
    "faced criticism over": "U",
    "faces criticism for": "U",
    "drawn criticism for": "U",
    "drew criticism for": "U",
    "under fire for": "U",
    "been criticized for": "U",
    "been criticised for": "U",
    "was criticized for": "U",
    "was criticised for": "U",
    "were criticized for": "U",
    "been accused of": "U",
    "was accused of": "U",
    "is accused of": "U",
    "are accused of": "U",
    "were accused of": "U",
    "is said to": "P",
    "are said to": "P",
    "was said to": "P",
    "were said to": "P",
    "is reported to": "P",
    "is said": "S",
    "was said": "S",
    "is reported": "S",
    "was quoted as saying": "CBQ",
    "were quoted as saying": "CBQ",
    "is quoted as saying": "CBQ",
    "been quoted as saying": "CBQ",
}
_NOUNS = some(
    "claims states notes reports comments answers remarks estimates posts demands calls signals "
    "brands labels reads stresses promises pledges vows forecasts warning post note report claim "
    "comment answer remark estimate demand call signal brand label stress promise pledge vow "
    "forecast state read reply replies reject welcome repeat mention blame praise hint joke jokes "
    "hints mentions urge urges shout shouts sigh dub tweets tweet repeats boast boasts concludes "
    "text texts laugh laughs smile smiles grin message finding forecasts recall recalls conclude "
    "order orders dare dares counter counters protest protests threat guess guesses offer offers "
    "find finds charge charges email emails "
    "whisper whispers volunteer counsel murmur snap snaps advise cast"
)
_BASES = frozenset(words.split()[0] for words in _VERBS)


@dataclass(slots=True)
class Cue:
    """A verb or phrase of saying in a text.

    Attributes:
        start: Where it starts.
        end: Where it ends.
        takes: What may follow, one letter each.
        word: The verb or phrase, in small letters.
    """

    start: int
    end: int
    takes: str
    word: str

    @property
    def is_participle(self) -> bool:
        """Whether it shares the subject of the verb before it."""
        return self.word.endswith("ing") and " " not in self.word

    @property
    def is_base(self) -> bool:
        """Whether it is the verb's first form, as after "to" or "would"."""
        return self.word in _BASES

    @property
    def may_be_noun(self) -> bool:
        """Whether the same letters may be a noun."""
        return self.word in _NOUNS


def _forms() -> dict[str, str]:
    forms = dict(_PHRASES)
    for words, takes in _VERBS.items():
        if not takes:
            continue
        if words.endswith(" out") or " out " in words or " on " in words:
            pairs = words.split()
            forms.update({f"{a} {b}": takes for a, b in zip(pairs[::2], pairs[1::2], strict=True)})
            continue
        forms.update(dict.fromkeys(words.split(), takes))
    return forms


_FORMS = _forms()


def _pattern(words: list[str]) -> str:
    """Return a pattern of words that looks at each letter once."""
    ends = "" in words
    letters: dict[str, list[str]] = {}
    for word in words:
        if word:
            letters.setdefault(word[0], []).append(word[1:])
    parts = [re.escape(letter) + _pattern(rest) for letter, rest in sorted(letters.items())]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 and not ends else "(?:" + "|".join(parts) + ")"
    return body + ("?" if ends else "")


_CUE = re.compile(r"\b(?:" + _pattern(list(_FORMS)) + r"|According to|In the words of)\b")


def find_cues(masked: str, *, start: int, end: int) -> list[Cue]:
    """Return the verbs and phrases of saying outside quotations."""
    found: list[Cue] = []
    for match in _CUE.finditer(masked, start, end):
        word = match.group().lower()
        if word.endswith(" on") and masked.startswith(" to ", match.end()):
            continue
        found.append(Cue(match.start(), match.end(), _FORMS[word], word))
    return found


def has_cue(text: str, *, start: int, end: int) -> bool:
    """Return whether a verb or phrase of saying stands somewhere."""
    return _CUE.search(text, start, end) is not None
