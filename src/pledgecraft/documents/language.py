"""The language of a text, told by its script; and the names of languages."""

import re

from pledgecraft.documents.characters import names

HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")
KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
WORD = re.compile(r"[A-Za-z\u00c0-\u024f']+")
ENGLISH = names("the of and to in that is was for on said with as it by be are from has")
SAMPLE = 4_000
LANGUAGES = {
    "en": "english|영어|영문|英語|英文",
    "ko": "korean|한국어|국문|韓国語|朝鮮語",
    "ja": "japanese|일본어|일어|日本語|和文",
    "zh": "chinese|mandarin|중국어|中国語",
    "de": "german|독일어|ドイツ語",
    "fr": "french|프랑스어|フランス語",
    "es": "spanish|스페인어|スペイン語",
}
NAMED = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in LANGUAGES.items()}


def language_of(text: str) -> str | None:
    """Return ``ko``, ``ja`` or ``en``, or ``None`` where the script and the words do not tell.

    Example:
        >>> language_of("양국은 협상을 계속한다.")
        'ko'
    """
    sample = text[:SAMPLE]
    hangul, kana, han = (len(script.findall(sample)) for script in (HANGUL, KANA, HAN))
    latin = len(LATIN.findall(sample))
    if hangul > 0.25 * (hangul + kana + han + 0.5 * latin):
        return "ko"
    if kana > 0.15 * (kana + han + 0.5 * latin):
        return "ja"
    return "en" if not han and _is_english(sample) else None


def _is_english(sample: str) -> bool:
    words = [word.lower() for word in WORD.findall(sample)]
    return bool(words) and sum(word in ENGLISH for word in words) > 0.12 * len(words)


def language_code(declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a declared language such as ``ko-KR``."""
    found = re.match(r"\s*([A-Za-z]{2})(?:[-_][A-Za-z0-9-]+)?\s*$", declared or "")
    return found[1].lower() if found else None


def language_named(text: str) -> str | None:
    """Return the code of the language that a text names first, or ``None``."""
    places = ((match.start(), code) for code, name in NAMED.items() if (match := name.search(text)))
    return min(places, default=(0, None))[1]
