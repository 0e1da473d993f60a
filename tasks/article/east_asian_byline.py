"""Read Chinese, Japanese and Korean bylines, with titles right at the names: «记者王晓明», "홍길동 기자"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.article.person import has_family_name, has_japanese_family_name, is_name_like, without_doubles


def labelled_han(text: str) -> tuple[str, ...]:
    """The names behind a Chinese label, which writes several with a space between them."""
    if text.isascii():
        return ()
    labelled = _HAN_BYLINE.search(text)
    if labelled is None:
        return _joined_han(text)
    if (names := _in_kana(text, labelled)) is not None:
        return names
    if not labelled["names"]:
        return _joined_han(text)
    names = tuple(_writers(labelled["names"], text[labelled.end() :][:1]))
    if labelled["weak"] or labelled["japanese"] == "ライター":  # «ライター：募集中»
        names = tuple(filter(has_family_name, names))
    return without_doubles(names)


def _in_kana(text: str, labelled: re.Match[str]) -> tuple[str, ...] | None:
    """The names behind a label if they are written as only Japanese ones are, or None.

    They hold kana or a space: «山本ひさのり», «佐々木 健太郎», «ジェーン・ドウ».
    """
    match = _NAMES_IN_KANA.match(text, labelled.start("names"))
    if match is None:
        return None
    if (alone := match["alone"]) is not None:
        return (alone,) if alone not in _KATAKANA_OF_NOBODY else ()
    names = _BETWEEN_IN_KANA.split(match["names"])
    if labelled["japanese"] is None and not all(
        "・" in name or has_japanese_family_name(name) for name in names
    ):
        return None
    return without_doubles(names)


def _writers(run: str, behind: str) -> Iterator[str]:
    """The names in a run of Han, until one is told whose work is another: «王晓明 译者 李静».

    What a colon stands `behind` is a label, too, whatever it says: «山本太郎　写真：», «约翰·史密斯 译者：».
    Before kana it is part of a word.
    """
    names = [name for name in _HAN_BORDER.split(run) if name]
    if "\u3041" <= behind <= "\u30fa" and not run[-1].isspace():  # no «山本太郎　イラスト：»
        names.pop()
    if len(names) > 1 and behind and behind in ":：=＝●丨｜":
        names.pop()
    for name in names:
        if name in _OTHER_WORK:
            return
        if is_name_like(name) and name not in _HAN_VERBS and not name.endswith(_NEWSROOMS):
            yield name


# What writers do besides: «文・写真：», «構成・文／», «图/文：»
_OTHER = "(?:取材|構成|撮影|写真|摄影|攝影|イラスト|図版?|图|圖)"
# «记者 段三 廖四», «作者：温三», «采写：某报见习记者 林三»
_HAN_BYLINE = re.compile(
    r"(?:(?:^|[\s|/（(【])"
    rf"(?:{_OTHER}[・/／&＆])?(?:(?P<japanese>執筆者?|取材・文|取材・執筆|ライター)|(?P<weak>筆者|寄稿|图文|文图|圖文)"
    rf"|作者|著者|执笔|采写|採寫|撰文|撰稿人?|文)(?:[・/／&＆]{_OTHER}){{0,2}}"
    r"\s*(?:[:：/／・｜|丨＝●]|\n)\s*(?:[\u4e00-\u9fff]{0,10}(?:[记記]者|作者)\s*)?"
    r"|(?:^|[\s（(])[\u4e00-\u9fff]{0,10}[记記]者[\s:：/・]+)"
    r"(?P<names>[\u4e00-\u9fff][\u4e00-\u9fff々·、&＆,，\s]{1,40}|(?=[\u4e00-\u9fff]?[\u3041-\u30fa]))"
)
_NAME_IN_KANA = (
    r"(?:[\u4e00-\u9fff々]{1,3}\s[\u4e00-\u9fff々\u3041-\u30fa]{1,4}|[\u4e00-\u9fff々]{1,4}[\u3041-\u30faー]{1,5}"
    r"|[\u30a1-\u30faー]{2,10}(?:・[\u30a1-\u30faー]{2,12}){1,3})"
)
# «文●ヤマモト／某紙編集部»: a word of katakana alone is a name beside its newsroom.
_NAMES_IN_KANA = re.compile(
    rf"(?:(?P<names>{_NAME_IN_KANA}(?:[、,，]\s?{_NAME_IN_KANA}){{0,3}})"
    r"(?=\s*(?:$|\n|[／/|（(【\[［])|\s[\u4e00-\u9fff・]{1,6}\s*[:：=＝●／/])"
    r"|(?P<alone>[\u30a1-\u30faー]{3,6})(?=[／/][^／/\s]{1,15}編集部))"
)
_BETWEEN_IN_KANA = re.compile(r"[、,，]\s?")
_KATAKANA_OF_NOBODY = frozenset(
    ("スタッフ", "ライター", "カメラ", "レポート", "イラスト", "リリース", "ニュース")
)
_HAN_BORDER = re.compile(r"[、&＆,，\s]+")
_OTHER_WORK = frozenset(
    "写真 撮影 图片 圖片 图 圖 图源 摄影 攝影 视频 制图 製圖 剪辑 排版 设计"  # noqa: SIM905 - words, read as a line
    " 编辑 編集 編輯 责编 責編 责任编辑 責任編輯 编译 編譯 翻译 翻譯 译者 譯者 翻訳 翻訳者 訳 訳者"
    " 审校 校对 审核 监制 监修 監修 校閲 構成".split()
)
# «文：編集部», «执笔：评论部»
_NEWSROOMS = (
    "编辑部", "編集部", "編輯部", "评论部", "評論部", "编辑室", "編集室", "編輯室", "取材班", "报道组",
    "采访组",
)  # fmt: skip
_HAN_VERBS = frozenset(
    "报道 报导 報導 報道 摄影 攝影 编辑 編輯 整理 综合 综合报道 网络整理 网络 阅读 閱讀 浏览 瀏覽"  # noqa: SIM905 - words, read as a line
    " 点击 點擊 来源 來源 发布 發布 时间 時間 通讯员 通訊員 实习生 實習生".split()
)


def _joined_han(text: str) -> tuple[str, ...]:
    joined = _HAN_JOINED.search(text) if "记者" in text or "記者" in text else None
    if joined is None:
        line = _HAN_LINE.search(text) if "者" in text else None
        if line is None:
            return ()
        if line["japanese"]:
            return (line["japanese"],)
        names = _HAN_BORDER.split(line["names"])
        return without_doubles(names) if all(map(has_family_name, names)) else ()
    names = _HAN_BORDER.split(joined["names"] or joined["before"] or joined["three"])
    return without_doubles(name for name in names if has_family_name(name) and name not in _HAN_VERBS)


# «（记者王晓明、李静）», «〔記者王小明／台北報導〕», «（中央社記者王小明台北14日電）»
_HAN_JOINED = re.compile(
    r"[（(〔【\[]?[\u4e00-\u9fff]{0,8}[记記]者(?P<names>[\u4e00-\u9fff]{2,4}(?:[、,，\s][\u4e00-\u9fff]{2,4}){0,4})(?<![攝摄影圖图])[）)】〕]"
    r"|[（(〔【\[]?[\u4e00-\u9fff]{0,8}[记記]者(?P<before>(?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{2,3})[／/]"
    r"[\u4e00-\u9fff]{2,8}[）)】〕\]]?"
    r"|[（(〔【][\u4e00-\u9fff]{0,8}[记記]者(?P<three>(?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,6}"
    r"(?:\d{1,2}日(?:綜合|專)?外?[电電]|(?<=[报報])[导導道])[）)】〕]"
)


# «経済担当記者», «本報駐港記者»: what a reporter is
_DESKS = (
    "担当|擔任|専門|專門|特派|特約|編集|編輯|新聞|通信|通訊|放送|協会|協會|支局|総局|本社|本紙|本報|本刊|駐|政治|経済|社会"
    "|部長|論説|解説|次長"
)
# A line of its own: «记者王大伟 李明», «來源：中央社 記者陳宛茜», «佐藤健太記者»
_HAN_LINE = re.compile(
    r"(?:^|\s)[记記]者(?P<names>[\u4e00-\u9fff]{2,3}(?:[、 ][\u4e00-\u9fff]{2,3}){0,3})$"
    rf"|^(?![\u4e00-\u9fff]*(?:{_DESKS}))(?P<japanese>[\u4e00-\u9fff々]{{4,5}})記者$",
    re.MULTILINE,
)


def opening_in_han(text: str) -> str | None:
    """What a Chinese paragraph says of its reporters before it begins: «（记者王晓明）»."""
    start = text[:_LONGEST_OPENING]
    if "记者" not in start and "記者" not in start:
        return None
    joined = _HAN_JOINED.search(start)
    return joined[0] if joined is not None and _joined_han(joined[0]) else None


_LONGEST_OPENING = 50  # signs


def in_brackets_of_han(text: str) -> tuple[str, ...]:
    """Several names that are all that a Japanese last line says: «（山田太郎、鈴木花子）»."""
    names = tuple(text.strip("（）").split("、"))
    return names if len(text) <= _LONGEST_IN_BRACKETS and all(map(is_name_like, names)) else ()


_LONGEST_IN_BRACKETS = 30  # signs


def beside_outlet_in_han(text: str) -> tuple[str, ...]:
    """The writer of a marked line that has an outlet or a newsroom beside the name: «[田中花子，某新聞]»."""
    match = (_BEFORE_OUTLET.match(text) or _BEFORE_NEWSROOM.match(text)) if not text.isascii() else None
    return (match["name"],) if match is not None and has_family_name(match["name"]) else ()


_BEFORE_OUTLET = re.compile(
    r"[\[［（(【〔]\s*(?P<name>[\u4e00-\u9fff々]{3,5})\s*[，,／/]\s*[^\[\]［］（）()【】〔〕、，,／/]{2,20}[\]］）)】〕]$"
)


# «山本太郎／某紙編集部», «山本太郎（某紙編集部）»
_BEFORE_NEWSROOM = re.compile(
    r"(?P<name>[\u4e00-\u9fff々]{3,5})\s*[／/（(]\s*[^\[\]［］（）()、，,／/\s]{1,15}編集部[）)]?$"
)


def reporter_in_hangul(text: str) -> str | None:
    """The reporter whom a Korean line opens with."""
    if text.isascii() or len(text) > _LONGEST_IN_HANGUL or not _TITLE_IN_HANGUL.search(text):
        return None
    reporter = _REPORTER_IN_HANGUL.match(text)
    if reporter is None and (titled := _TITLE_BEFORE_NAME.match(text)):  # "기자 홍길동", "글 홍길동"
        return titled["name"] if has_family_name(titled["name"]) else None
    if reporter is None or reporter["name"] in _KINDS_OF_REPORTER:
        return None
    return reporter["name"] if has_family_name(reporter["name"]) else None


_TITLE_IN_HANGUL = re.compile("기자|특파원|논설위원|^(?:글|작성자)")
# "홍길동 기자 gildong@news.example", "서울=홍길동 기자"
_REPORTER_IN_HANGUL = re.compile(
    r"^\W*(?:[가-힣]{1,8}\s*=\s*)?(?P<name>[가-힣]{2,4})\s*(?:(?:선임|수석|인턴)\s*)?(?:기자(?!\w)"
    r"|(?:특파원|논설위원)(?=\s*(?:$|[\n\])|=·,]|\d|\S{1,40}@)))"  # and no "홍길동 특파원 보도에 따르면 …"
)
_TITLE_BEFORE_NAME = re.compile(
    r"(?:(?:기자|글쓴이|글)\s*[:：]?|작성자\s*(?:[:：]|\n))\s*(?P<name>[가-힣]{3})\s*(?:\n|$|사진\s|그림\s)"
)
_LONGEST_IN_HANGUL = 100


def without_other_work_in_hangul(text: str) -> str:
    """Without who took a Korean report's pictures or edited it: "글=홍길동 기자, 사진=김철수 기자"."""
    if not any(work in text for work in ("사진", "편집", "그래픽", "영상")):
        return text
    return _OTHER_WORK_IN_HANGUL.sub("", _WORDS_AND_PICTURES.sub("글", text))


_OTHER_WORK_IN_HANGUL = re.compile(
    r"(?:^|(?<=[\s,/|]))(?:사진|편집|그래픽|영상)(?:(?:·영상|·편집)?\s*[=:：]\s*|기자\s+|\s+(?=[가-힣]{2,4}\s+기자))"
    r"[가-힣]{2,4}(?:·[가-힣]{2,4}){0,3}(?:\s*(?:선임|수석|인턴|전문)?기자)?(?!\w)"
)
_WORDS_AND_PICTURES = re.compile(r"(?:^|(?<=\s))(?:글\s*[·,/&]\s*사진|사진\s*[·,/&]\s*글)(?!\w)")


def opening_in_hangul(text: str) -> str | None:
    """What a Korean paragraph says of its reporters before it begins: "박지은 기자"."""
    if "기자" not in (start := text[:_LONGEST_KOREAN_OPENING]) and "특파원" not in start:
        return None
    match = _KOREAN_OPENING.match(start)
    return (match["behind"] or match["within"]) if match is not None else None


_LONGEST_KOREAN_OPENING = 70  # signs
# "[서울=뉴시스] 박지은 기자 = …", "[강변일보 | 박지은·이민호 기자] …"
_KOREAN_OPENING = re.compile(
    r"[\[(（【](?:[^\[\]()（）【】]{2,30}[\])）】]\s*(?P<behind>[가-힣][가-힣·,\s]{1,30}?\s?(?:기자|특파원))\s*="
    r"|(?:[^\[\]()（）【】=|ㅣ]{2,15}[=|ㅣ]\s*)?(?P<within>[가-힣][가-힣·,\s]{1,30}?\s(?:기자|특파원))[\])）】])"
)


def reporters_in_hangul(text: str, *, printed: bool = False) -> tuple[str, ...]:
    """The reporters whom a Korean text names, without the places before them.

    In a `printed` one stand other words, too: what is no reporter's name has three syllables if a person's.
    """
    if "기자" not in text or (printed and len(text) > _LONGEST_IN_HANGUL):
        return ()
    parts = [part.strip() for part in _BETWEEN_REPORTERS.split(text[:_LONGEST_IN_HANGUL])]
    named = (_name_of_reporter(part, printed=printed) for part in parts)
    return without_doubles(name for name in named if is_name_like(name) and has_family_name(name))


_BETWEEN_REPORTERS = re.compile(r"[,·、]")


def _name_of_reporter(part: str, *, printed: bool) -> str:
    match = _BEFORE_REPORTER.search(part)
    if match is not None:
        return (match["behind"] or "") if match["name"] in _KINDS_OF_REPORTER else match["name"]
    return part if part not in _KINDS_OF_REPORTER and (len(part) == 3 or not printed) else ""


# "순천, 광양 홍길동 기자", "홍길동 특파원": where they are stands before them, an office joined to the title
_BEFORE_REPORTER = re.compile(
    r"(?P<name>[가-힣]{2,4})\s*(?:(?:선임|수석|인턴|전문)\s*)?(?:기자|특파원|논설위원)(?!\w)"
    r"(?:\s+(?P<behind>[가-힣]{2,4})(?!\w))?"
)
_KINDS_OF_REPORTER = frozenset((
    "신문", "방송", "사진", "취재", "수습", "인턴", "선임", "수석", "전문", "객원", "시민", "편집", "영상",
    "탐사", "현장", "명예", "정치부", "경제부", "사회부", "문화부", "체육부", "국제부", "전국부", "사진부",
    "편집국", "이메일", "온라인", "도쿄", "방콕", "하노이", "유럽",
))  # fmt: skip
