"""Japanese names, offices and bodies: which words name somebody."""

import re

from pledgecraft.evidence.speech.words import some

TITLES = (
    "常務|取締役|執行役員|最高財務責任者|部長|課長|審議官|参事官|CEO|"
    "首相|大統領|総理大臣|チーフストラテジスト|ストラテジスト|シニアアナリスト|"
    "最高経営責任者|参院議員|衆院議員|首席交渉官|交渉官|"
    "総領事|会頭|監督|棟梁|親方|組合長|支店長|工場長|総理|外相|総裁|会長|社長|代表|議員|氏|"
    "さん|教授|知事|委員長|幹事長|党首|研究員|担当相|大使|"
    "報道官|局長|次官|長官|大臣|相|市長|理事長|頭取|主席|副大統領|官房長官|副社長|"
    "エコノミスト|アナリスト|弁護士|博士|書記長|チーフエコノミスト|"
    "財務官|准教授|政調会長|師長|書記官|参与|顧問|理事|監査役|記者|編集長|論説委員|町長|"
    "村長|区長|議長|室長|係長|座長|"
    "統括官|公使|特使|報道担当|校長|司令官|幕僚長|署長|隊長|団長|市議|県議|都議|次官補|"
    "副次官補|町議|村議|区議|府議|道議|会頭|理事官|工場次長|次長|財務相|領事|署員|技監|"
    "支部長|"
    "(?:チーフ|シニア)・(?:ストラテジスト|エコノミスト|アナリスト)|審議委員|政務調査会長|"
    "政策調査会長|総務会長|国対委員長|選対委員長|チーフアナリスト|専務|常務|"
    "院長|所長|学長|広報官"
)
_OFFICES = (
    "米|米国|韓|韓国|中国|英|仏|独|商工|通産|国土|内閣|財務|外務|経済産業|経産|産業|"
    "農林水産|農水|農|防衛|環境|総務|法務|文部科学|厚生労働|厚労|国土交通|国交|商務|"
    "経済再生|再生|行革|共同|国防|国務|経済|通商|貿易|開発|投資|運輸|教育|労働|保健|鉱業|"
    "外交|担当|政調|選対|"
    "国対|執行|看護|名誉|政務|地域|国際|金融|企画|政策|広報|総括|審議|調査|統計|事業|海外|"
    "営業|技術|管理|製造|生産|人事|監視|情報|防災|都市|建設|福祉|医療|官房|主任|主席|首席|"
    "上席|副"
)
TITLED = re.compile(rf"(?P<before>.*?)(?P<title>(?:{_OFFICES})*(?:{TITLES}))$")
"""A name or an office with its title."""
SAME = re.compile(rf"同(?P<title>(?:{TITLES}))$")
"""The one of that title just named: 同局長."""
FIRST_BODY = re.compile(
    r"(?:^|[\n。の])(?P<who>[一-龥ァ-ヶーA-Za-z]{3,16})は(?:[0-9０-９]{1,2}日|[一-龥]{1,3}日)"
)
"""The company that the first sentence is about."""
LANDS = some(
    "ブラジル カナダ インド フランス ドイツ ロシア インドネシア ベトナム メキシコ ポーランド "
    "トルコ オーストラリア イタリア スペイン オランダ スイス タイ マレーシア シンガポール "
    "フィリピン 米 米国 韓国 中国 英国 日本"
)
EMPLOYER = re.compile(r"(?:日銀|省|庁|銀行|政府)$")
"""A body right before an office without a name: 日銀総裁."""
_NAMED = re.compile(
    rf"(?P<name>[一-龥々ヶ]{{3,6}}?|(?<![ァ-ヶー・])[ァ-ヶー・]{{4,24}}|[一-龥々]{{1,3}}[ァ-ヶー]{{1,4}}子?|[一-龥々]{{1,3}}[ぁ-ん]{{2,3}})"
    rf"(?P<title>(?:{_OFFICES})*(?:{TITLES}))"
)
_NAME = re.compile(
    r"(?:[一-龥々ヶ]{1,8}|(?<![ぁ-ん])[一-龥々]{2,3}[ぁ-ん]{2,3}|"
    r"(?<![一-龥々])[一-龥々]{1,3}[ァ-ヶー]{1,4}子?"
    r"|[ァ-ヶー・]{2,20}|[A-Za-z .・]{2,30})$"
)
_EXPLAINED = re.compile(
    r".*(?:会社|大手|銀行|証券|大学|研究所|新聞|通信|協会|組合|企業|団体|政党|[一-龥]{2,}大|"
    r"農業|漁業|会社員|自営業|"
    r"主婦|無職|店主|医師|看護師|弁護士|作家|大学生|高校生)(?=[一-龥々]{3,6}$)"
)

_FOREIGN = re.compile(r"(?P<name>[ァ-ヶー]+・[ァ-ヶー・]+)(?P<office>[一-龥]{1,8})$")
"""A foreigner's name before an office that no list holds: マルコス・テイシェイラ開発相."""

_BODY = re.compile(
    r"(?:精工|鋼業|製鋼|工機|興業|交通|開発|運輸|倉庫|石油|鉱業|酒造|農協|漁協|生協|協議会|"
    r"会議所|病院|労組|代表部|本部|事務局|電機|製作所|工業|製鉄|重工|自動車|証券|生命|商事|"
    r"物産|製薬|化学|建設|鉄道|航空|電力|ホールディングス|総研|"
    r"精機|重機|評価|電子|機械|素材|金属|海運|造船|食品|不動産|電工|半導体|材料|産業|町|市|"
    r"県|大使館|総領事館|裁判所|商工会|議会|省|庁|府|銀行|社|会|党|局|所|院|政府|連|団体|"
    r"組合|企業|側|紙|通信|グループ|委|団|大学|研究所|連盟|協会|当局|日銀)$"
)
BRAND = re.compile(r"(?:会社|大手|紙|誌|企業|メーカー)(?P<name>[ァ-ヶー・]{3,}|[A-Za-z .]{3,})$")
_KATAKANA = re.compile(r"[ァ-ヶー・]{3,}$|[A-Za-z .・]{3,}$")


SHORT_LANDS = {"米": "米国", "英": "英国", "独": "ドイツ", "仏": "フランス", "豪": "オーストラリア"}
"""States by the sign that stands for them."""


def with_office_between(surname: str, text: str) -> str | None:
    """Return the whole name where a ministry stands behind it: 瀬名友紀外務省北米局審議官."""
    given = r"(?:[一-龥]{1,2}|[ぁ-ん]{2,3}|[ァ-ヶー]{2,4})"
    found = re.search(rf"{re.escape(surname)}{given}(?=[一-龥]{{2,6}}?(?:省|庁|局|部|大))", text)
    return found.group() if found else None


def roster(text: str) -> list[tuple[str, str]]:
    """Return names and titles of the people whom a text names with both."""
    return [
        (name_in(found["name"]), found["title"])
        for found in _NAMED.finditer(text)
        if _is_whole(found)
        and not found["name"].endswith(("する", "した", "いる", "ない", "れた", "った"))
    ]


def _is_whole(found: re.Match[str]) -> bool:
    """Return whether a name holds no part of the office behind it: 黛防衛大臣 is 黛, 防衛大臣."""
    split = TITLED.match(found.group())
    return split is None or len(split["before"]) >= len(found["name"])


_FIELD = re.compile(r"・(?:エネルギー|デジタル|インフラ)[一-龥]*$")
"""A field in an office that is written like a name: …・エネルギー安全保障相."""
DESCRIBED = re.compile(
    r"^.*(?:として知られる|を主導する|を担う|を進める|を率いる|が率いる|を営む|を経営する|"
    r"を運営する|が加盟する|でつくる|に属する|が運営する|を手がける|"
    r"に本社を置く)(?=[一-龥ァ-ヶ])"
    r"|^[一-龥]{2,3}[都道府県](?=[一-龥]+[市町村区]$)"
)
"""What explains a body before its name: 旅館42軒でつくる白峰温泉旅館組合."""


def name_in(before: str) -> str:
    """Return a person's name at the end of what stands before a title."""
    before = _FIELD.sub("", before)
    if foreign := _FOREIGN.search(before):
        return foreign["name"]
    found = _NAME.search(before)
    name = found.group().strip("・ ") if found else before
    return _EXPLAINED.sub("", name) or name


def owned(words: str) -> tuple[str, str]:
    """Split at the last の before a name: a の within a name ("みのり") is none."""
    found = list(re.finditer("の(?=[一-龥々ァ-ヶA-Z])", words))
    if not found:
        return words, words
    return words[: found[-1].start()], words[found[-1].end() :]


def may_speak(words: str) -> bool:
    """Return whether words look like a person with a title or like a body."""
    before, own = owned(words)
    match = TITLED.match(own)
    if match is not None:
        return True
    if before != words and TITLED.match(before):
        return True
    return bool(_BODY.search(own) or _KATAKANA.search(own))


def same_title(held: str, title: str) -> bool:
    """Return whether two titles mean one office: 開発相 and 開発商工相."""
    if held.endswith(title) or title.endswith(held):
        return True
    return held[:2] == title[:2] and held[-1] == title[-1] and held[-1] in "相官"
