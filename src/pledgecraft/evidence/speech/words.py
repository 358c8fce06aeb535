"""Small words that rules look for."""


def some(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a text, in their order."""
    return tuple(words.split())


PRONOUNS = some("he she they it i we you who")
OBJECTS = some("him her them it me us you")
DETERMINERS = some(
    "the a an his her its their our my your some many several one two three four this these those "
    "another most both all few every each any no other"
)
PREPOSITIONS = some(
    "of at in for from with by to on near inside under over against about during after before "
    "through via within among across between outside since until around"
)
ATTACHING = some("of at in for from with by to on near inside under familiar close")
BOUNDARIES = some(
    "that as while when because although though whether if so where what why how than then "
    "unless once whereas and but or nor yet"
)
RELATIVE = some("who which whose")
BE = some("is was are were be been being am gets got")
HAVE = some("has have had having")
MODALS = some("would could might may should must can will shall 'd")
NEGATIONS = some(
    "not never n't nor nobody neither declined refused without cannot didn't doesn't don't "
    "hasn't haven't hadn't wouldn't won't couldn't didn’t doesn’t don’t hasn’t haven’t hadn’t "
    "wouldn’t won’t couldn’t isn't isn’t wasn't wasn’t unwilling failed avoided stopped"
)
ADVERBS = some(
    "also then later again further still once himself herself itself themselves just only first "
    "often already even now since today earlier all simply soon too ever long thus instead always "
    "and-then"
)
LEADING = some(
    "meanwhile however still yet also but and later so then instead moreover furthermore "
    "even already late early nevertheless separately earlier today yesterday now here there "
    "nonetheless besides"
)
DAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
TIMES = frozenset(
    [*DAYS, "yesterday", "today", "tomorrow", "tonight", "earlier", "later", "recently", "last"]
)
PERIODS = some(
    "week month year spring summer autumn fall winter morning afternoon evening night day weekend "
    "monday tuesday wednesday thursday friday saturday sunday quarter"
)
FINITE = some(
    "is are was were be been has have had will would can could may might must should shall do does "
    "did isn't aren't wasn't weren't won't wouldn't can't couldn't isn’t aren’t wasn’t weren’t "
    "won’t wouldn’t can’t couldn’t doesn't doesn’t didn't didn’t don't don’t cannot remains "
    "remain it's it’s he'd she'd they'd wants want needs need expects expect fell rose goes "
    "adds shows works costs gets runs stays opens starts ends leaves falls rises grows pays owes "
    "carries protects hurts helps faces lacks deserves believes thinks knows hopes plans belongs "
    "depends began became went told seems looks appears let agreed failed needed wanted expected "
    "means makes made took takes came comes gave gives lasts"
)
PASTS = some(
    "sent saw knew stood spoke wrote ran drew grew threw chose broke drove flew sank swore froze "
    "stole forgot met won lost held found left brought bought sold paid built spent kept"
)
SUBORDINATORS = some(
    "after as at before by during following for from if in on since speaking under upon when "
    "while with despite asked addressing meeting because although though throughout until over "
    "to once given without about"
)
CONDITIONS = (
    "if ",
    "suppose ",
    "imagine ",
    "let's say",
    "let’s say",
    "for example",
    "say,",
    "what if",
    "had we",
)
