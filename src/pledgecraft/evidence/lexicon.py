"""The words for each term in English, Korean and Japanese; ``terms`` says how they are used."""

MONEY = (
    r"(?:US|U\.S\. )?[$€£¥₩]\s?\d[\d,.]{0,24}\s?(?:bn|tn|mn|[mbt](?:illion)?\b|"
    r"million|billion|trillion)"
    r"|\b\d[\d,.]{0,24}[ -](?:million|billion|trillion)(?: US)?[ -](?:dollars?|won|yen|euros?)"
    r"|\d[\d,.]{0,24}\s?[조억兆億][\d,.조억兆億만万千천\s]{0,32}(?:달러|원|엔|ドル|円|ウォン)"
)


def _near(one: str, other: str) -> str:
    """Return a pattern of two things that stand near each other, in either order."""
    return rf"(?:{one}).{{0,120}}?(?:{other})|(?:{other}).{{0,120}}?(?:{one})"


_FLOW = (
    r"\b(?:pay(?:s|ing|ments?)?|paid|transfer(?:s|red|ring)?|remit\w*|drawn?|drawing|"
    r"send(?:s|ing)?|sent|"
    r"arrive[sd]?|arriving|instal+ments?|contribut\w+|invest(?:s|ed|ing|ments?)?|disburs\w+|"
    r"capital calls?|first calls?|call no more|the money|the sum|put (?:in|into|[^.;]{1,30} into)|"
    r"(?:start|begin)s? (?:production|construction|building)|(?:construction|"
    r"production) (?:\w+ )?(?:start|begin)s?|"
    r"break ground|build(?:s|ing)?|called? as cash|repaid|provid\w+|deliver\w*|opens|"
    r"start of production|goes out|in operation|chosen|selected|completed|finished|spend|"
    r"allocat\w+)\b"
)
_DATES = (
    r"\b(?:by|until|before|after|in|on|from|since|of|for|through) (?:the )?(?:(?:early|late|"
    r"mid|end of|start of|\w+ quarter of) )?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.|Feb\.|"
    r"Aug\.|Sept\.|Oct\.|Nov\.|Dec\.|spring|summer|autumn|winter|Easter|Christmas)\b|20[2-9]\d\b)"
    r"|\b(?:a|per|each|every) year\b|\bannual(?:ly)?\b|\byearly\b|\bfiscal year\b"
    r"|\b(?:over|within|for|in) (?:the next |the coming )?(?:\w+|\d+) (?:years|months|"
    r"(?:business )?days)\b"
    r"|\b\d+ (?:business )?days\b|\bon time\b|\bfaster\b|\bat once\b|\bso far\b|\bdue\b|"
    r"\bgiven day\b"
    r"|\b(?:first|last|next) (?:payment|transfer|call|instal+ment|\$[\d.]+ [bm]illion)\b|"
    r"\bonly after\b|\btomorrow\b"
)
_FLOW_KO = (
    r"송금|납입|투자|집행|지급|출자|내기로|보내|보낸|나간다|나가는|들어온 돈|착공|양산|준공|투입|"
    r"돈[이을부]"
)
_DATES_KO = (
    r"\d{1,2}월(?:\s?\d{1,2}일)?|20[2-9]\d년|연말|[상하]반기|내년|올해|매년|연간|해마다|"
    r"\d+년\s?(?:동안|안에|에 걸쳐|이내|으로)|"
    r"먼저|순서|날짜|기한|\d차 |한꺼번에|중단"
)
_FLOW_JA = r"払[いうっ]|払込|送金|送る|投資|拠出|融資|投融資|実行|稼働|着工|支出|支払|円売り"
_DATES_JA = (
    r"\d{1,2}月(?:末|\d{1,2}日)?|年内|来月|年度|20[2-9]\d年|\d+日(?:以内|まで)|\d+年(?:間|"
    r"かけて)|毎年|一度に|期限|先に|"
    r"[早速遅急]|初回|最初|初年度|第[1-9２-９]弾|止め|停止|縮め|今払"
)
_PUT = (
    r"\b(?:invest(?:s|ed|ing|ments?)?|pledge[sd]?|contribut\w+|put in|will put|put into|"
    r"commit(?:s|ted|ment)?|"
    r"provid(?:e|es|ing)|called?|drawn?|paid|pay|transfer(?:s|red)?|spend|package|is cash|"
    r"in cash|sent?|send)\b"
)
_PUT_KO = r"투자|출자|약정|송금|납입|집행|보내|내기로|기금|인수|사들"
_PUT_JA = r"投資|拠出|出資|払[いうっ]|払込|送金|融資|負担|買収"


_MONEY_KO = r"\d[\d,.]{0,24}\s?[조억]"
_MONEY_JA = r"[\d一二三四五六七八九十百千]{1,8}\s?[兆億]"


STRONG = 1.0


WEAK = 0.5


LEXICON: dict[str, dict[float, tuple[str, ...]]] = {
    "method": {
        STRONG: (
            (
                r"\b(?:method|form|structure|means|composition|make-?up|"
                r"mode)s? of (?:the )?(?:invest|payment|financ|fund|pledge)\w*"
            ),
            r"\binvestment (?:method|structure|vehicle|mechanism|form|mix)s?\b",
            (
                r"\bhow (?:to|it|they|we|the money|the funds?) (?:will |would |should |"
                r"is to |are to )?(?:be )?(?:invest|pa(?:y|id)|financ|fund)\w*"
            ),
            (
                r"\b(?:cash|money|payments?|all of it|everything|"
                r"funds?) (?:\w+ ){0,2}up[ -]?front\b|\bup-?front (?:cash|payments?|"
                r"money)\b"
            ),
            (
                r"\b(?:equity|cash) (?:investments?|stakes?|contributions?|injections?|"
                r"portions?|component)\b"
            ),
            (
                r"\b(?:direct|in) (?:cash|equity) (?:payments?|investments?)\b|"
                r"\bdirect investments?\b"
            ),
            r"\b(?:loans?|credit) (?:and|or) (?:loan )?guarantees?\b|\bloan guarantees?\b",
            (
                r"\bspecial[ -]purpose (?:vehicle|company)\b|\bcapital calls?\b|"
                r"\binvestment committee\b"
            ),
            (
                r"\b(?:choos|select|pick)(?:e|es|ing|s)? (?:the |which |"
                r"where )?(?:projects?|investments?)\b"
            ),
            (
                r"투자\s?방식|투자\s?방법|투자\s?구조|납입\s?방식|현금\s?(?:선불|투자|출자|"
                r"납입|비중|지급)|선불"
            ),
            (
                r"직접\s?투자|지분\s?투자|대출과 보증|대출\s?보증|대출[·,]\s?보증|"
                r"특수목적법인|투자처\s?선정"
            ),
            (
                r"投資(?:の)?(?:方法|方式|手法|形態)|現金(?:の)?(?:前払い|一括|出資|拠出)|"
                r"前払い|直接投資|融資保証|投資先の選定"
            ),
            r"出資[・、と](?:融資|債務保証)|融資[・、と](?:債務)?保証|特別目的会社",
        ),
        WEAK: (
            r"\bcash\b|\bup-?front\b",
            r"\bequity\b",
            r"\bloans?\b|\blending\b|\bcredit lines?\b",
            r"\bguarantees?\b",
            r"\bborrow(?:s|ed|ing)?\b|\bin kind\b|\bproject by project\b|\blend\b|\blenders?\b",
            (
                r"\b(?:picked|chosen|selected) by (?!20)|\bwho(?: \w+){0,3} pay\b|"
                r"\bcredit from\b|\bfinance its\b"
            ),
            r"재원|조달|마련|현물|회사채|고른|고르|선정|상업적 합리성",
            r"財源|賄[うっえ]|取り崩|手順|現地通貨|増資|(?:案件|事業|投資先)を(?:選|決め)",
            r"\bmethods?\b",
            r"현금|일시불",
            r"대출|융자|차관",
            r"보증",
            r"지분|출자",
            r"방식",
            r"現金|一括払い",
            r"融資|借款",
            r"保証",
            r"出資",
            r"方式|方法",
        ),
    },
    "amount": {
        STRONG: (
            (
                r"\b(?:amounts?|sums?|size|scale|volume|value|total|"
                r"magnitude) of (?:the |its |their |our |this )?(?:\w+ )?(?:invest|"
                r"pledge|commitment|fund|package|payment)\w*"
            ),
            (
                r"\b(?:investment|pledge|fund|package|commitment)(?:'s|’s)? (?:amount|"
                r"sum|size|scale|total|volume)s?\b"
            ),
            r"\bhow much (?:\w+ ){0,4}(?:invest|pay|pledge|contribute|commit)\w*",
            r"투자\s?(?:금액|액|규모|총액|한도)|출자액|(?:펀드|기금)\s?규모",
            r"投資(?:総)?額|投資規模|出資(?:総)?額|拠出額",
            _near(MONEY, _PUT),
            _near(_MONEY_KO, _PUT_KO),
            _near(_MONEY_JA, _PUT_JA),
        ),
        WEAK: (
            MONEY,
            r"\b(?:amount|sum|total|ceiling)s?\b",
            r"\b(?:million|billion|trillion)s?\b|\bworth\b|\bblank che(?:que|ck)\b",
            r"[\d一二三四五六七八九十百千]{1,8}\s?[兆億조억]",
            r"금액|총액|규모",
            r"金額|総額|規模",
        ),
    },
    "timeline": {
        STRONG: (
            (
                r"\btime(?:line|table|frame|scale)s?\b|\bschedul(?:e|es|ed|ing) (?:of|"
                r"for) (?:the )?(?:invest|pay|draw|disburs|contribution)\w*"
            ),
            r"\b(?:investment|payment|drawdown|disbursement|repayment|funding) schedules?\b",
            (
                r"\b(?:annual|yearly|per-year) (?:cap|limit|ceiling|investment|"
                r"instal+ment|payment|contribution)s?\b"
            ),
            (
                r"\bin(?:to)? (?:\w+ ){0,2}instal+ments?\b|\b(?:pay|paid|spread|stagger|"
                r"invest)\w* (?:\w+ ){0,4}over (?:\w+ ){0,2}years\b"
            ),
            (
                r"\b(?:capped|limited|cap|limit) (?:\w+ ){0,2}at (?:[^.;]{0,24}) (?:a|"
                r"per|each|every) year\b"
            ),
            (
                r"투자\s?(?:시기|일정|기간|시한)|납입\s?(?:시기|일정|기한)|연간\s?(?:한도|"
                r"상한|투자)|분할\s?(?:납입|"
                r"투자|납부)"
            ),
            (
                r"投資(?:の)?(?:時期|日程|期間|期限)|年間(?:の)?(?:上限|限度|投資)|"
                r"分割(?:払い|拠出)|払い込み期限"
            ),
            _near(_FLOW, _DATES),
            _near(_FLOW_KO, _DATES_KO),
            _near(_FLOW_JA, _DATES_JA),
        ),
        WEAK: (
            r"\bschedules?\b|\bdeadlines?\b|\btiming\b|\bpace\b|\binstal+ments?\b",
            (
                r"\bdelay(?:s|ed|ing)?\b|\blate(?:r|ly)?\b|\bslow(?:er|ly|ed)?\b|\bspeed(?:s|"
                r"ing|ed)?\b|\bexpir(?:e|es|y)\b"
            ),
            r"\bcalendar\b|\ba date\b",
            r"속도|늦|연기|앞당|서두르",
            r"遅れ|遅ら|延期|早め|払い込み|年内",
            r"\bdrawn down\b|\btranches\b|\bbreak ground\b|\bdue by\b|\bgrandchildren\b",
            r"착공|집행|나눠|미룰|미뤄|밀리",
            r"一括|後ずれ|遅い",
            r"시기|일정|기한|시한|시점|날짜",
            r"時期|日程|期限|期日|スケジュール",
        ),
    },
    "losses": {
        STRONG: (
            (
                r"\b(?:shar|bear|split|divid|cover|absorb|tak|allocat|assum|"
                r"shoulder)\w* (?:of )?(?:the |any |all |our |their |its |such |"
                r"possible |potential )*(?:loss(?:es)?|risks?)\b"
            ),
            r"\b(?:loss|risk)(?:es|s)?[ -](?:shar|bear|split|alloc|burden)\w*",
            (
                r"\bwho (?:\w+ ){0,3}(?:loss(?:es)?|risks?)\b|\bfirst[- ]loss\b|"
                r"\binvestment loss(?:es)?\b"
            ),
            (
                r"\b(?:loss(?:es)?|risks?) (?:[‘“\"']?\w+ ){0,3}(?:shared|borne|split|"
                r"covered|recovered|"
                r"on (?:the )?invest\w+)"
            ),
            (
                r"손실\s?(?:분담|부담|책임|보전|배분|공유)|손실을?\s?(?:나누|떠안|분담|부담|"
                r"공유)|위험\s?분담|리스크\s?분담"
            ),
            r"損失(?:の)?(?:分担|負担|補填|配分)|損失を(?:分か|分担|負担|被)|リスク(?:の)?分担",
        ),
        WEAK: (
            r"\bloss(?:es)?\b",
            r"\brisks?\b|\bdefaults?\b|\bwrit(?:e|ten|ing)[- ]?(?:off|down)s?\b",
            r"\bwho pays if\b|\bmoney is lost\b|\bloses? money\b",
            r"부담",
            r"負担",
            (
                r"\bcannot pay\b|\bleft to pay\b|\bat risk\b|\bfall first on\b|\bfailed (?:port|"
                r"plant|project|venture)s?\b"
            ),
            r"差損|損が出",
            r"손실",
            r"위험|리스크|원금\s?회수|부도",
            r"損失",
            r"リスク|元本|焦げ付き",
        ),
    },
    "distributions": {
        STRONG: (
            (
                r"\b(?:divid|shar|split|distribut|allocat|receiv|tak|keep|"
                r"retain)\w* (?:of )?(?:up )?(?:the |any |all |our |their |its |such |"
                r"\d+ ?(?:%|percent|per cent) of (?:the )?)*(?:dividends?|profits?|"
                r"returns|proceeds|earnings|cash flows?)\b"
            ),
            (
                r"\b(?:profit|dividend|revenue|earnings|return)s?[ -](?:shar|split|"
                r"distribut|alloc|division)\w*"
            ),
            (
                r"\b(?:distribution|division|split|share|"
                r"allocation)s? of (?:the )?(?:dividends?|profits?|returns|proceeds|"
                r"earnings)\b"
            ),
            (
                r"\b(?:profits?|dividends?|returns|proceeds|"
                r"earnings) (?:\w+ ){0,4}(?:shared|divided|split|distributed|"
                r"go(?:es)? to)\b"
            ),
            (
                r"수익\s?(?:배분|분배|분담)|이익\s?(?:배분|분배)|배당\s?(?:비율|배분|분배|"
                r"방식|문제)|수익을?\s?(?:나누|"
                r"배분|분배)"
            ),
            (
                r"(?:利益|収益)(?:の)?(?:配分|分配|分け前)|配当(?:の)?(?:配分|分配|比率|方法)|"
                r"(?:利益|収益)を(?:分け|"
                r"配分|分配|折半)"
            ),
        ),
        WEAK: (
            r"\bdividends?\b",
            r"\bprofits?\b|\bproceeds\b|\bearnings\b",
            r"\breturns? on (?:the |its |our )?(?:investment|capital)\b|\bthe returns\b",
            r"\b\d\d?[:/]\d\d?\b|\b(?:50-50|90-10|fifty-fifty)\b",
            (
                r"\b(?:preferred |rate of |project(?:'s|’s) )?return(?:s)?(?: of \d| hurdle|\b)|"
                r"\bthin at best\b"
            ),
            r"利回り|수익률",
            r"배당",
            r"수익|이익",
            r"\d\s?대\s?\d",
            r"配当",
            r"利益|収益",
            r"折半|\d対\d",
        ),
    },
    "linked.tariff": {
        STRONG: (
            r"\btariffs?\b|\b(?:import|customs|auto) (?:duty|duties|levy|levies)\b",
            (
                r"\b(?:duty|duties|levies) on (?:\w+ ){0,3}(?:cars?|autos?|automobiles|"
                r"machinery|parts|goods|"
                r"imports|exports|chips|steel|vehicles)\b"
            ),
            r"관세",
            r"関税",
        ),
        WEAK: (r"\b(?:duty|duties|levy|levies)\b", r"\bimports?\b|\bexports?\b", r"수출|수입품"),
    },
    "linked.currency": {
        STRONG: (
            (
                r"\b(?:exchange|currency|forex|foreign[ -]exchange|FX)[ -](?:rates?|"
                r"swaps?|markets?|reserves?|stability|crisis|intervention)\b"
            ),
            r"\b(?:currency|currencies)\b",
            (
                r"\bswap lines?\b|\bforex\b|\b(?:the|a) (?:weak(?:er)?|strong(?:er)?|"
                r"falling|Korean|South Korean) won\b"
            ),
            (
                r"\bwon(?:'s|’s) (?:value|slide|fall|exchange|weakness|depreciation)\b|"
                r"\b(?:won|yen|dollar)[-/](?:dollar|won|yen)\b"
            ),
            (
                r"\b(?:won|yen|crown|currency|peso|euro|rupee|franc|real|"
                r"lira)s? (?:\w+ ){0,3}(?:fall|fell|falls|fallen|drop|weaken|slid|slide|down|"
                r"sink|sank|plunge)\w*"
            ),
            r"円[がはの]?.{0,6}(?:下が|安く|売ら)|원화?[가이]? ?(?:약세|급락)",
            (
                r"\b(?:won|yen) (?:per|to the|against the) dollar\b|\b(?:buy|bought|buying|"
                r"purchases? of|selling|bonds in) dollars\b"
            ),
            (
                r"円売り|円買い|円台|ドル買い|円を売|円相場|円建て|外貨|外為|ドルを買|[ァ-ヶ]安|"
                r"円が.{0,10}(?:動|戻|上が|下が|下落)"
            ),
            (
                r"\b(?:weaken|strengthen|prop up|defend)\w* (?:the )?(?:won|yen|franc|rupee|peso|"
                r"pound|crown|euro|krona)\b"
            ),
            (
                r"\b(?:sold|sell|sells|selling|bought|buy) (?:dollars|sterling|euros)\b|"
                r"\b(?:stronger|weaker) (?:euro|yen|won|pound|franc|dollar)\b"
            ),
            r"달러를 (?:한꺼번에 )?(?:사|매입|조달)|환헤지|환율|원화 가치",
            r"통화\s?스와프|통화\s?스왑|환율|외환|원화|외화",
            r"通貨(?:スワップ|交換|危機)?|為替|外貨準備|ウォン安|円安|円高",
        ),
        WEAK: (
            r"\bdepreciat\w+\b|\bdevalu\w+\b",
            r"\breserves\b",
            r"\b(?:the|of) (?:won|yen)\b",
            r"\b(?:central bank|interven(?:e|es|ed|ing|tion)|reserves|traders)\b",
            r"시장|외환\s?보유|市場|日銀",
            r"스와프|스왑",
            r"スワップ",
        ),
    },
    "linked.visas": {
        STRONG: (
            r"\bvisas?\b|\bwork permits?\b|\b(?:B-1|H-?1B|H-?2B|E-?4|L-?1|ESTA) ",
            r"\bimmigration (?:raid|status|law|rule|crackdown|enforcement|author)\w*",
            r"비자|사증|체류\s?자격|이민\s?단속",
            r"ビザ|査証|在留資格|就労許可",
        ),
        WEAK: (
            r"\bimmigration\b|\bdeport\w+\b|\bICE (?:raids?|agents?|officers?|officials?)\b",
            r"\b(?:arrested|detained|detention|raid(?:ed|s)?)\b",
            r"\bpermits?\b|\bconsula(?:te|r)\b|\bwent home\b",
            r"기술자|技術者",
            r"\b(?:workers?|technicians?|engineers?)\b",
        ),
    },
    "linked.defence": {
        STRONG: (
            (
                r"\bdefen[cs]e (?:\w+ )?(?:spending|budgets?|costs?|outlays?|"
                r"expenditures?|burden|commitments?)\b"
            ),
            (
                r"\b(?:military|security) (?:spending|budgets?|outlays?|"
                r"expenditures?)\b|\bburden[- ]sharing\b"
            ),
            (
                r"\b(?:cost|costs) of (?:stationing |keeping |"
                r"hosting )?(?:\w+ )?(?:troops|forces)\b|\btroop (?:costs?|presence|"
                r"levels?)\b"
            ),
            (
                r"\b(?:autonomous|self-reliant|national|joint) defen[cs]e\b|\bUSFK\b|"
                r"\bU\.?S\.? Forces (?:Korea|Japan)\b"
            ),
            r"국방|방위비|주한\s?미군|전작권|자주\s?국방|안보\s?비용",
            r"防衛費|防衛(?:予算|力|負担)|国防|在(?:韓|日)米軍",
        ),
        WEAK: (
            r"\bdefen[cs]e\b|\bmilitary\b|\bdeterrence\b",
            r"\btroops\b|\balliance\b|\barmed forces\b",
            (
                r"\bNATO\b|\b(?:navy|naval|frigates?|warships?|army)\b|\b(?:percent|per cent|"
                r"%) of (?:GDP|national income)\b"
            ),
            r"방위|안보|동맹",
            r"防衛|安保|同盟",
        ),
    },
}


DEAL = (
    r"\b(?:re)?invest(?:s|ed|ing|ments?|ors?)?\b|\bpledge[sd]?\b|\bfunds?\b|"
    r"\bdeals?\b|\bmemorandum\b"
    r"|\bprojects?\b|\btrade (?:talks|deal|agreement)\b|투자|펀드|협상|협정|합의|기금|사업|投資|"
    r"基金|交渉|合意|事業"
)


ELSEWHERE = (
    (
        r"\b(?:stock|scrip|peace|demographic|digital|special|interim|"
        r"quarterly) dividends?\b|\bdividend[- ](?:yield|stock|paying|payer|growth)\w*"
    ),
    r"\bpays? (?:\w+ )?dividends in (?!cash)\w+",
    (
        r"\b(?:weight|hair|hearing|memory|vision|blood|bone|heat|job|habitat|data|sight|"
        r"forest|biodiversity|weight-) ?-?loss(?:es)?\b"
    ),
    (
        r"\bloss(?:es)? of (?:life|lives|jobs?|blood|control|confidence|face|trust|"
        r"sight|hearing|memory|appetite|weight|power)\b"
    ),
    (
        r"\bat a loss\b|\b(?:cut|tax) losses\b|\bloss leaders?\b|\b(?:wins?|victor(?:y|"
        r"ies)) and losses\b"
    ),
    (
        r"\b(?:private|racial|gender|social|pay|brand|health|home) equity\b|\bequit(?:y|"
        r"ies) (?:markets?|traders?|analysts?)\b"
    ),
    (
        r"\b(?:security|safety|money-back) guarantees?\b|\bno guarantee\b|"
        r"\bguarantees? (?:of )?(?:that|visas?|safety|peace|rights)\b"
    ),
    (
        r"\b(?:student|payday|on) loans?\b|\bcash crops?\b|\bprofits? warnings?\b|"
        r"\bnon-?profits?\b|\bprofit-taking\b"
    ),
    (
        r"\b(?:health|flight|flood|fire|cancer|heart|suicide|security) risks?\b|"
        r"\brisks? (?:of|to) (?:war|health|life|cancer|infection|flooding|fire)\b"
    ),
    r"\bflight schedules?\b|\b(?:school|match|game|tour|train|class) schedules?\b",
    r"\bimmigration schedules?\b|\bVisa (?:Inc|card|Card)\b\.?",
    (
        r"\bdefen[cs]e (?:lawyers?|attorneys?|counsel|witness(?:es)?|teams?|line)\b|"
        r"\b(?:in|to) (?:his|her|their) (?:own )?defen[cs]e\b"
    ),
    (
        r"\bself-defen[cs]e class\w*|\b(?:on|off|in the line of) duty\b|"
        r"\bduty[- ](?:free|bound)\b|\bcryptocurrenc(?:y|ies)\b"
    ),
    r"\bdigital currenc(?:y|ies)\b|\bcurrenc(?:y|ies) of (?:ideas|debate)\b|\bcommon currency\b",
    (
        r"체중\s?손실|청력\s?손실|혈액\s?손실|데이터\s?손실|근\s?손실|주식\s?배당|"
        r"사건\s?배당|배당주|배당률"
    ),
    (
        r"비자\s?카드|소비자|도비자|구비자|준비자금|관세음|안전\s?보증|품질\s?보증|"
        r"신원\s?보증|연대\s?보증인"
    ),
    (
        r"株式配当|配当利回り|配当性向|ビザカード|ビザンチ\w*|品質保証|安全保障|"
        r"身元保証|体重の?損失|聴力損失|方法論"
    ),
)


DOUBTFUL = (
    "loss|dividend|equit|guarantee|loan|cash crop|profit|risk|schedule|visa|"
    "defen|dut|currenc|손실|배당|"
    "비자|준비|관세음|보증|株式|配当|ビザ|保証|保障|損失|方法論"
)
"""Stems of which one stands wherever words can mean something else."""


STEMS: dict[str, str] = {
    "method": "picked|chosen|who|credit from|finance|lend|재원|조달|마련|현물|회사채|고른|"
    "고르|선정|상업적|"
    "財源|賄|取り崩|手順|現地通貨|増資|案件|事業|"
    "borrow|in kind|project by|method|form of|forms of|"
    "structure|means of|composition|make-up|"
    "makeup|mode of|vehicle|mechanism|"
    "mix|how to|how it|how they|how we|how the|upfront|up front|up-front|cash|equity|loan|lending|"
    "credit line|guarantee|direct |special purpose|special-purpose|capital call|"
    "committee|choos|select|pick|투자|납입|현금|"
    "선불|직접|지분|대출|보증|특수|일시불|융자|차관|출자|방식|投資|現金|前払|"
    "融資|保証|出資|特別|一括|"
    "借款|方式|方法",
    "amount": "worth|blank che|amount|sum|size|scale|volume|value|total|magnitude|how much|"
    "illion|$|€|£|¥|₩|ceiling|"
    "금액|액|규모|총액|한도|조|억|額|規模|兆|億",
    "timeline": "pay|paid|transfer|remit|draw|sent|send|arriv|contribut|invest|disburs|call|"
    "the money|the sum|put |"
    "repaid|provid|deliver|opens|goes out|in operation|chosen|selected|completed|finished|"
    "start|begin|build|spend|allocat|drawn down|tranches|so far|break ground|at once|due by|"
    "a date|"
    "송금|납입|투자|지급|출자|내기로|보내|보낸|나간다|나가는|들어온 돈|양산|준공|투입|돈이|"
    "돈을|돈부|밀리|날짜|"
    "払|送金|送る|投資|拠出|融資|実行|着工|支出|円売り|後ずれ|"
    "grandchildren|착공|집행|나눠|미룰|미뤄|稼働|一括|"
    "delay|late|slow|speed|expir|before|month|days|calendar|속도|늦|"
    "연기|앞당|해마다|서두르|遅|延期|早め|払い込み|速さ|"
    "timeline|timetable|timeframe|time frame|timescale|time scale|schedul|instal|year|"
    "annual|20|deadline|timing|pace|시기|일정|기간|기한|시한|시점|분할|연간|매년|"
    "년|時期|日程|期|分割|"
    "年|スケジュール",
    "losses": "loses|lose money|is lost|cannot pay|left to pay|at risk|fall first|failed|"
    "差損|損が出|"
    "who pays|guarantee|부담|負担|"
    "loss|risk|default|writ|손실|위험|리스크|원금|부도|損失|リスク|元本|焦げ付き",
    "distributions": "thin at best|利回り|수익률|dividend|profit|return|proceeds|"
    "earnings|cash flow|revenue|0:|0/|0-|fifty|"
    "배당|수익|이익|대|配当|利益|収益|折半|対",
    "linked.tariff": "tariff|dut|levy|levies|import|export|관세|수출|수입|関税",
    "linked.currency": "per dollar|to the dollar|against the dollar|dollars|"
    "円が|外為|ドルを買|sterling|pound|krona|"
    "円売|円買|円台|ドル買|달러를|환헤지|환율|"
    "crown|peso|euro|rupee|franc|real|lira|central bank|interven|"
    "traders|시장|円|원화|원이|원가|市場|日銀|exchange|currenc|forex|fx|swap|won|yen|"
    "depreciat|devalu|"
    "reserves|dollar|통화|"
    "스와프|스왑|환율|외환|원화|외화|通貨|為替|外貨|安|円高|スワップ",
    "linked.visas": "consula|went home|기술자|技術者|visa|permit|b-1|h1b|h-1b|h2b|h-2b|"
    "e4|e-4|l1|l-1|esta|immigra|deport|arrest|"
    "detain|detention|raid|worker|technician|engineer|비자|사증|체류|이민|ビザ|査証|在留|就労",
    "linked.defence": "nato|navy|naval|frigate|warship|army|gdp|national income|defen|"
    "military|security|burden|troop|forces|usfk|deterrence|alliance|국방|"
    "방위|미군|전작권|안보|동맹|防衛|国防|米軍|安保|同盟",
}
"""Of each term the stems of which one stands wherever a pattern of it can match."""
