"""Tell persons' names from those of outlets, agencies, newsrooms and firms, by their looks and words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.article.headline import key_of
from tasks.article.language import HAN_OR_HANGUL


def is_name_like(text: str) -> bool:
    """Whether a text can be a person's name, by its looks.

    Two to five words, each with a capital where the script has them; a few signs in Han, kana or Hangul.
    """
    if not 2 <= len(text) <= 50 or _NOT_IN_NAMES.search(text):
        return False
    if not text.isascii() and HAN_OR_HANGUL.search(text):
        if "가" <= text[0] <= "힣":
            return _IN_HANGUL.match(text) is not None and has_family_name(text)
        return _EAST_ASIAN.match(text) is not None and text[-1] not in _ENDS_OF_OUTLETS
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    folded = text.casefold()
    if folded in PLACES or names_no_person(folded):
        return False
    if not has_case(text):
        return all(len(word) > 1 for word in words)
    return words[0] not in PARTICLES and all(map(is_word_of_name, words))


def is_word_of_name(word: str) -> bool:
    """Whether it has a capital or need not: "von", "al-Masri", "d’Exemple", "“Jo”"."""
    first = word[0]
    return (
        first.isupper() or first in "\"“„'’" or word in PARTICLES or _PARTICLE_BEFORE.match(word) is not None
    )


def names_no_person(folded: str) -> bool:
    """Whether case-folded text has a word that no person is called."""
    words = folded.replace("-", " ").split()
    if not folded.isascii() and not ROLES_WITHOUT_CASE.isdisjoint(words):
        return True
    return not _NO_PERSON.isdisjoint(words) or any(word.startswith(_NO_PERSON_ROOTS) for word in words)


def without_words_of_none(name: str) -> str:
    """A text without the last words that no person is called: "Jane Doe Science", before "reporter"."""
    words = name.split()
    while words and words[-1].casefold() in _NO_PERSON:
        words.pop()
    return " ".join(words)


def has_case(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    # Georgian has capitals, which nobody writes.
    return text.upper() != text.lower() and not "ა" <= text[:1] <= "ჿ"


def has_family_name(name: str) -> bool:
    """Whether a name in Han or Hangul begins with one of the commonest family names of its language."""
    return name[:1] in _FAMILY_NAMES or has_japanese_family_name(name)


def has_japanese_family_name(name: str) -> bool:
    """Whether a name begins with a common Japanese family name and goes on with two more signs.

    No firm's or place's: «山本商店», «松本市内».
    """
    return len(name) > 3 and name[:2] in _JAPANESE_FAMILY_NAMES and name[2:] not in _BEHIND_NO_FAMILY


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's or a large outlet's that is cited like one."""
    return AGENCY.fullmatch(name) is not None


def is_staff(name: str) -> bool:
    """Whether a name is a newsroom's: "MND Staff", "BR24 Redaktion"."""
    words = name.casefold().replace("-", " ").split()
    return not _STAFF.isdisjoint(words) or any(word.startswith(_STAFF_ROOTS) for word in words)


def is_outlet(name: str, sites: frozenset[str]) -> bool:
    """Whether a name is that of an outlet called `sites`: "DER SPIEGEL", "Telegraph Sport"; no newsroom's."""
    key = key_of(name)
    if key in sites:
        return True
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in _ARTICLES and key_of(rest) in sites:
        return True
    within = any(len(site) > 5 and site in key for site in sites)
    return within and not is_name_like(name) and not is_staff(name)


def is_house(name: str, sites: frozenset[str]) -> bool:
    """Whether a name is the outlet's, a firm's or an account's ("jdadmin", "kevin_r77"), and no writer's."""
    if is_firm(name) or is_outlet(name, sites):
        return True
    if " " in name:
        return False
    return "admin" in name.casefold() or (name.islower() and name.isascii() and len(name) > 5) or "_" in name


def is_firm(name: str) -> bool:
    """Whether a name has a firm's legal form, or is a domain: "Beispiel GmbH", "example.org"."""
    return _FIRM.search(name) is not None or ("." in name and _DOMAIN.match(name) is not None)


def sift_names(names: Iterable[str], sites: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the outlet's own names, firms and accounts; other names), each only once, none that nobody has."""
    kept = without_doubles(names)
    outlets = tuple(name for name in kept if is_house(name, sites))
    return outlets, tuple(name for name in kept if name not in outlets) if outlets else kept


def without_doubles(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as first spelled; no placeholder, no sentence; "J. Doe" only without "Jane Doe"."""
    kept: dict[str, str] = {}
    for name in names:
        key = key_of(name)
        if not key or key in NOBODY or key.isdigit() or not 1 < len(name) <= _LONGEST:
            continue
        if len(name.split()) <= 7 and not _BUILDER.search(name):
            kept.setdefault(key, name)
            if len(kept) == MOST_AUTHORS:
                break
    if len(kept) > 1 and any("." in name for name in kept.values()):
        written_out = {(name[0], name.split()[-1]) for name in kept.values() if name[1] != "."}
        return tuple(n for n in kept.values() if n[1] != "." or (n[0], n.split()[-1]) not in written_out)
    return tuple(kept.values())


MOST_AUTHORS = 20  # of one article
_LONGEST = 70  # characters of one name


# --- words and looks --------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PARTICLES = _words(
    """
    de da di del della der den des do dos das la le las los van von vom zu zur af av ter ten bin bint ibn
    al el ben y e i du st
    """
)
_PARTICLE_BEFORE = re.compile(r"(?:al|el|ad|ar|as|at|an|ash|az|ibn|bin)-|[dlo]['’]", re.IGNORECASE)
_ARTICLES = _words("the der die das le la les el los il lo de het")
_NOT_IN_NAMES = re.compile(r"[\d@:/|()\[\]{}<>«»!?؟,،;؛_=+*#%&…—\n]")
_EAST_ASIAN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff々]{1,3}[ \u3000][\u4e00-\u9fff\u3040-\u30ff々]{1,4}"
    r"|[\u4e00-\u9fff々]{1,4}[\u3040-\u30ff]{1,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}|[가-힣]{2,4})$"
)
# Four signs are an outlet's («강변일보») but with a family name of two.
_IN_HANGUL = re.compile(r"[가-힣]{2,3}$|(?:남궁|황보|제갈|선우|사공|독고|서문|동방)[가-힣]{2}$")
_ENDS_OF_OUTLETS = "网網报報社台"  # 证券时报网, 新华社
# Of nine in ten Chinese and Koreans
_FAMILY_NAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭田董袁潘于蒋蔡"
    "余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤温詹洪庄颜"
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연"
    "위표명반왕"
)
# Without those that are prefectures or cities, too (千葉, 宮崎).
_JAPANESE_FAMILY_NAMES = frozenset(
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 松本 井上 木村 斎藤 斉藤 清水"  # noqa: SIM905 - names, read as a line
    " 山崎 池田 橋本 阿部 山下 石井 小川 前田 岡田 藤田 後藤 近藤 村上 遠藤 青木 坂本 太田 西村"
    " 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田"
    " 柴田 酒井 横山 高木 安藤 宮本 大野 小島 工藤 谷口 今井 高田 増田 丸山 杉山 村田 大塚 新井"
    " 小山 平野 藤本 河野 上野 野口 武田 松井 菅原 岩崎 久保 佐野 野村 松尾 市川 菊地 菊池 杉本"
    " 古川 大西 島田 水野 桜井 高野 吉川 山内 西田 飯田 西川 小松 北村 安田 川口 平田 中田 岩田"
    " 土屋 本田 樋口 秋山 田口 永井 山中 中西 吉村 川上 大橋 石原 松岡 浜田 馬場 森本 矢野 浅野"
    " 松下 星野 吉岡 小池 野田 荒木 大谷 松浦 熊谷 黒田 川村 永田 尾崎 望月 松村 荒井 内藤 大島"
    " 菅野 西山 小沢 早川 岡崎".split()
)
_BEHIND_NO_FAMILY = frozenset(
    "電機 電気 電器 電鉄 建設 工業 産業 工務 商店 商会 商事 書店 酒造 製薬 薬品 製菓 製作 食品 証券 銀行 技研"  # noqa: SIM905 - words, read as a line
    " 運輸 交通 不動 新聞 放送 出版 印刷 大学 高校 中学 病院 医院 神社 公園 空港 支局 支社 支店 本店 競馬"
    " 市内 市長 市議 市民 市立 市役 県内 県警 県立 県知 区内 区長 区立 町内 町長 地区 地方"
    " 議員 知事 選手 監督 教授".split()
)
AGENCY = re.compile(
    r"(?:^|(?<=\s))(?:the\s+)?(?:(?:australian\s+)?associated\s+press|reuters|agence\s+france-presse|bloomberg|canadian\s+press|afp|ap"
    r"|dpa|apa|sid|efe|ansa|upi|pti|ani|ians|cnn|bbc|npr|nbc|abc|cbs|epd|kna|pa|pap|čtk|ntb|tt|ritzau|lusa|xinhua"
    r"|tass|رويترز|أ\s?ف\s?ب|رویترز|רויטרס)(?!\w)",
    re.IGNORECASE,
)
# What templates and forms write where an author would stand
NOBODY = _words(
    """
    admin administrator editor redaction staff webmaster unknown none null author user anonymous root
    useradmin adminuser siteadmin webadmin newsadmin superadmin adminadmin testuser
    superuser guest default ohneautor noauthor na undefined undefinedundefined taboola outbrain name news
    noticias חדשות أخبار 未知 佚名 责任编辑 编辑 整合
    wpadmin blogger test guestauthor guestwriter contributor gast gastautor gastbeitrag invitado invité
    anónimo anonimo anônimo anonyme anonym anonim administrador administrateur админ администратор гость
    аноним yönetici misafir 管理者 管理员 管理員 匿名 관리자 운영자 익명
    أدمن ادمن مدير المدير مديرالموقع محرر المحرر ضيف زائر مجهول ادمین مدیر مدیرسایت کاربر مهمان
    کاربرمهمان ناشناس ایڈمن ایڈیٹر نامعلوم אדמין מנהל מנהלהאתר אורח אנונימי
    """
)
_BUILDER = re.compile(r"\b(?:developed|designed|powered|created)\s+by\b", re.IGNORECASE)
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,6}$")
_FIRM = re.compile(r"\b(?:gmbh|inc|ltd|llc|corp|verlag|ediciones)\b|\be\.\s?v\.|\bs\.[la]\.$", re.IGNORECASE)
_STAFF = _words(
    """
    staff reporter reporters correspondent correspondents desk team editor editors editorial newsroom
    board bureau merkezi servisi التحرير ब्यूरो डेस्क टीम ডেস্ক ব্যুরো
    """
)
_STAFF_ROOTS = ("redak", "redac", "rédac", "redaç", "redazione", "toimitus")
# Places and days of two words, and places that stand behind names most often
PLACES = frozenset((
    "new york", "new york city", "los angeles", "san francisco", "hong kong", "tel aviv", "new delhi",
    "buenos aires", "rio de janeiro", "são paulo", "sao paulo", "abu dhabi", "kuala lumpur",
    "mexico city", "cape town", "den haag", "the hague", "san diego", "las vegas", "san josé", "san juan",
    "st. petersburg", "washington dc", "washington d.c", "frankfurt am main", "palma de mallorca",
    "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật",  # Vietnamese weekdays
    "united states", "united kingdom", "middle east", "saudi arabia", "south africa", "sri lanka",
    "north korea", "south korea", "new zealand", "berlin", "munich", "münchen", "london", "paris",
    "germany", "deutschland", "hamburg", "frankfurt", "wien", "zürich", "madrid", "barcelona", "roma",
    "milano", "नई दिल्ली", "washington", "brussels", "brüssel", "moscow", "jerusalem",
))  # fmt: skip
# Words of roles, outlets, days and calls: no person is called so
_NO_PERSON = _words(
    """
    news media press times post globe agency agentur staff team desk editorial online tv radio magazine
    gmbh ag inc ltd llc corp company university institute ministry office group network service sports
    sport business politics breaking the our your this and und with for from by about more read share
    follow subscribe sign log view see show click advertisement navigation social links facebook twitter
    instagram whatsapp telegram youtube newsletter comments comment copyright photo photos image images
    getty text size summary video audio podcast live opinion analysis review updated published posted
    last main home contact privacy policy terms cookie cookies top latest related report reports special
    world local national international foundation association wire newsroom committee studio studios
    entertainment technology science health weather culture lifestyle estate league today tonight daily
    weekly monthly guardian telegraph journal gazette herald tribune zeitung nachrichten presse verlag
    deutschland agencia agence agenzia diario periódico noticias professor centre center governance
    board guest editor editors writer writers columnist columnists contributor contributors
    correspondent correspondents senior chief deputy assistant managing executive political freelance
    officer director president founder cofounder manager strategist researcher lecturer ceo cto cfo coo
    what's what’s filed recent stories edition external weiterführender
    foreign diplomatic security producer producers photographer photographers anchor analyst periodista
    corresponsal enviado enviada enviados envoyé envoyée envoyés repórter jornalista giornalista inviato
    inviata corrispondente verslaggever dziennikarz wartawan volontär volontärin autorin reuters afp ap
    dpa apa efe ansa upi pti ians cnn bbc npr nbc abc cbs epd kna ritzau lusa xinhua tass bloomberg
    رويترز رویترز רויטרס monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
    montag dienstag mittwoch donnerstag freitag samstag sonntag veröffentlicht aktualisiert stand publié
    publicado actualizado atualizado pubblicato email mehr über sobre 기자 특파원 기사입력 入力 更新
    原创 来源 آخر تحديث نسخ انسخ الرابط شارك طباعة تعليقات نشر تاريخ المصدر اقرأ أخبار اخبار آخرین
    role عہدہ شغل पदनाम ڈیسک رپورٹر تصوير عدسة عکاس צילום منذ قبل شناسه خبر کد من إلى في هذا المزيد
    إقرأ أقرأ عرض جميع الرئيسية وكالة وكالات صحيفة جريدة موقع قناة فريق خبرگزاری شبكة مركز مكتب محرر
    المحرر قسم نيوز برس نت أونلاين تلفزيون راديو إذاعة مع ماذا لماذا كيف יום
    كرة القدم السلة رياضة الرياضة رياضات اقتصاد الاقتصاد سياسة السياسة ثقافة الثقافة منوعات حوادث تكنولوجيا
    سوق أسواق الأسهم البورصة الدوري كأس شرطة الشرطة الجيش وزارة الوزارة حكومة الحكومة محكمة المحكمة البرلمان
    مجلس هيئة الهيئة جامعة مؤسسة منظمة حزب قوات القوات لجنة
    فوتبال ورزش ورزشی اقتصادی سیاسی سیاست فرهنگی اجتماعی بورس بازار پلیس ارتش سپاه دادگاه وزارت شورای سازمان
    دانشگاه پولیس کھیل معیشت کاروبار
    כדורגל כדורסל ספורט כלכלה פוליטיקה תרבות בריאות הבריאות משטרה המשטרה משטרת הצבא משרד ממשלה הממשלה ממשלת
    הכנסת עיריית אוניברסיטת מועצת ועדת
    """
)
# What writers are, where letters have no case
ROLES_WITHOUT_CASE = _words(
    """
    كاتبة أكاديمي أكاديمية باحث باحثة صحفي صحفية صحافي صحافية إعلامي إعلامية نمائندہ خصوصی প্রতিবেদক
    כתב כתבת כתבנו כתבתנו פרשן פרשנית עורך עורכת
    """
)
_NO_PERSON_ROOTS = (
    *_STAFF_ROOTS, "journalist", "korrespondent", "chefredak", "correspondant", "reporter", "muhabir",
    "editör", "مراسل", "محرر",
)  # fmt: skip
