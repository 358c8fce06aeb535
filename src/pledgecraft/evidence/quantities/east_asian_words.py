"""How Korean and Japanese write the unit behind a number, and the words that bound it."""

import re
from typing import Final

from pledgecraft.evidence.model import Bound
from pledgecraft.evidence.quantities import currencies
from pledgecraft.evidence.quantities.currencies import one_of

_KO_COUNTER = (
    "개국|개사|개소|개(?!월|발|최|막|입|인|시|선|정|편|통|년)|명(?!령|단|시|예|확|절)"
    "|인(?!상|하|치|도|터|프|플)|곳|가지|건(?!설|물|강|축|의\\s?경)|대(?!\\s?(?:기업|그룹|과제|1)|한|미|통|출|로|의)"
    "|척(?!도)|채(?!권)|회(?!사|의|담|복|계|장)|차례|나라|사람|배럴|톤|가구|마리|여\\s?명|기(?!업|간|준|자|술|관|로)"
    "|번(?!째|호|역|지|식|씩)|장(?=[이을은의에,.]|\\s|$)|종(?!합|료)|편(?!의)|석(?!유|탄)|조항"
)
_JA_COUNTER = (
    "人(?!目|当|あた|民|気|口|工)|名(?!古|前|目)|社(?!会|長|員|説)|案件|件(?!目)|個(?!人|所|別)|[カかヵヶケ箇個]所"
    "|隻|機(?!関|会|能|構)|棟|[カかヵヶケ箇]国|項目|基(?!地|準|金|本)|種類|戸|トン|バレル|つ(?!目|い)"
    "|台(?!湾|風)|回線|回(?!目|答|復|線)|世帯|市?町村(?!長|議)|路線|店舗|団体|校|頭(?!取|脳)|羽|匹"
)
_KO_DURATION = (
    "(?P<ko_year>년(?:간|\\s?동안)?(?!대|도|생|차|물가|째|전통|형|산)|해(?=\\s|에|를|가|동안|째|만|[.,]))|(?P<ko_month>개월(?:간|\\s?동안)?|달(?:간|\\s?동안)?(?!러|성))"
    "|(?P<ko_week>주(?:일|간)(?:간)?|주(?!년|식|째|요|당|가|택|로|의|장))"
    "|(?P<ko_bday>영업일|거래일|근무일)|(?P<ko_day>일(?:간|\\s?동안|(?=\\s?(?:이내|안에|내에|만에|째)))|일(?!본|자리|부|정|반|각|째))"
    "|(?P<ko_hour>시간(?:\\s?동안)?)"
    "|(?P<ko_minute>분(?:간|\\s?동안)?(?!야|기|량|위|석|배|담|류|명|쟁|할|노|양|수|말|의|당))"
)
_JA_DURATION = (
    "(?P<ja_year>[カかヵヶケ]年|年(?:間)?(?!代|生|度|目|末|初|春|夏|秋|冬|前半|後半))|(?P<ja_month>[カかヵヶケ箇]月(?:間)?)"
    "|(?P<ja_week>週間)|(?P<ja_bday>営業日)|(?P<ja_day>日間|日(?=以内|以上|後)|日(?!本|米|韓|目|銀|経|産))|(?P<ja_hour>時間)"
    "|(?P<ja_minute>分(?:間)?(?!野|析|配|担|類|割|け|か|布|量|の|子|譲|離))"
)
_KOREAN = one_of(currencies.KOREAN).replace("달러", r"\s?달러")
UNIT: Final = re.compile(
    rf"\s?(?:(?P<ko_cur>{_KOREAN})(?!전|자력|유|칙|진|비디아|화스와)"
    rf"|(?P<ja_cur>{one_of(currencies.JAPANESE)})(?!首|々)"
    r"|(?P<bp>bp|베이시스\s?포인트|ベーシスポイント)"
    r"|(?P<pp>[%％]\s?(?:포인트|ポイント|p)|퍼센트\s?포인트|パーセント\s?ポイント|포인트|ポイント)"
    r"|(?P<pct>[%％]|퍼센트|퍼|프로(?!젝|그|세|토)|パーセント)|(?P<wari>割(?!引|り当|当)|割(?=引)|할(?!인|당|머|부|아|수))(?P<bu>\d分)?"
    rf"|{_KO_DURATION}|{_JA_DURATION}|(?P<ko_cnt>{_KO_COUNTER})|(?P<ja_cnt>{_JA_COUNTER}))"
)

DURATION_GROUPS: Final = tuple(
    f"{language}_{name}"
    for language in ("ko", "ja")
    for name in ("year", "month", "week", "bday", "day", "hour", "minute")
)
WITHIN: Final = re.compile(
    r"\s?(?:이내|안에|내에|만에|以内|以上|後|(?:이|가)?\s?(?:걸리|걸린|걸렸|소요)|(?:が|も|は)?(?:かか|必要))"
)

_BOUND_WORDS: Final[dict[Bound, str]] = {
    "about": "약|대략|거의|어림잡아|대체로|約|およそ|おおよそ|ほぼ|概ね",
    "at least": "최소한|최소|적어도|못해도|적게는|少なくとも|最低でも|最低",
    "at most": "최대|많아야|많게는|最大で|最大|最高で|最高|上限",
}
BEFORE_BOUND: Final[dict[str, Bound]] = {
    word: bound for bound, words in _BOUND_WORDS.items() for word in words.split("|")
}
"""Korean and Japanese words in front of a number."""

_AFTER_WORDS: Final[dict[Bound, str]] = {
    "at least": "이상|以上",
    "at most": "이하|이내|까지(?=만)|以下|以内"
    "|(?:을|를|이|가)?\\s?(?:넘지|초과하지|웃돌지)\\s?(?:않|못)"
    "|を?超えな|を上回らな|を?超さな",
    "more than": "초과|(?:이|가|을|를|도)?\\s?(?:넘는|넘게|넘어|넘은|넘을|넘긴|웃도는|웃돌|상회)"
    "|超(?!え|党)|を?超える|を?超え"
    "|を上回る|を?超す|余り|余(?!裕|地|波)|강(?=\\s)",
    "less than": "미만|(?:이|가|을|를|에)?\\s?(?:밑도는|못\\s?미치는|못\\s?미친)"
    "|未満|を下回る|弱(?!い|く|点|ま|さ|体|者)|に満たない",
    "about": "가량|정도|안팎|내외|남짓|쯤|(?:에|이)?\\s?육박"
    "|ほど|程度|前後|近く|あまり(?!に)|くらい|ぐらい|内外",
}
AFTER: Final = re.compile(
    r"\s?(?:"
    + "|".join(f"(?P<b{n}>{words})" for n, words in enumerate(_AFTER_WORDS.values()))
    + ")"
)
"""Korean and Japanese words behind an amount."""

AFTER_BOUND: Final[dict[str | None, Bound]] = {
    f"b{n}": bound for n, bound in enumerate(_AFTER_WORDS)
}

PER_WORDS: Final[dict[str, str]] = {
    "연간": "year", "매년": "year", "해마다": "year", "연평균": "year", "연": "year",
    "年間": "year",
    "毎年": "year", "年平均": "year", "年": "year", "매달": "month", "매월": "month", "월": "month",
    "毎月": "month", "하루": "day", "매일": "day", "하루에": "day", "연간으로": "year",
    "한 해": "year", "일주일에": "week", "1日": "day", "毎日": "day",
}  # fmt: skip
_BOUND = one_of(list(BEFORE_BOUND))
_PER = one_of(list(PER_WORDS))
BEFORE: Final = re.compile(
    rf"(?<![가-힣契条協公制予節盟解特要規倹])(?:(?P<per>(?<![\d今来去昨同翌毎近])(?:{_PER}))\s?(?:에|に)?\s?(?P<b1>{_BOUND})?"
    rf"|(?P<b2>{_BOUND})\s?(?:(?P<per2>{_PER})\s?)?)\s?(?:미화\s?|で\s?)?$"
)
"""What stands in front of a Korean or Japanese number: a rate, a bound, or both."""
