"""A page reads the same in whatever charset it comes, and whatever is said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.article import extract_articles
from tasks.article.decode import Decoded, decode

URL = "https://news.example/2024/05/03/story"

# language: (headline, paragraph, paragraph); written for these tests
TEXTS = {
    "ar": (
        "مجلس الوزراء يوافق على خطة جديدة لتطوير الموانئ",
        "وافق مجلس الوزراء اليوم على خطة جديدة لتطوير الموانئ والطرق المؤدية إليها، وقال الوزير في مؤتمر صحفي إن العمل سيبدأ خلال شهرين.",
        "وأضاف أن الخطة تشمل بناء أرصفة جديدة وتوسيع المخازن، وأن تكلفتها تبلغ نحو مليار درهم تدفعها الحكومة على ثلاث سنوات.",
    ),
    "fa": (
        "دولت برنامه تازه اي براي بنادر جنوب اعلام کرد",
        "دولت روز شنبه برنامه تازه اي براي گسترش بنادر جنوب اعلام کرد و گفت که کار از ماه آينده آغاز خواهد شد و پنج سال ادامه دارد.",
        "وزير راه در گفتگو با خبرنگاران گفت که هزينه اين برنامه از بودجه امسال پرداخت مي شود و چند هزار شغل تازه پديد مي آورد.",
    ),
    "he": (
        "הממשלה אישרה תוכנית חדשה לפיתוח הנמלים",
        "הממשלה אישרה היום תוכנית חדשה לפיתוח הנמלים והכבישים המובילים אליהם, ושר התחבורה אמר כי העבודות יתחילו בתוך חודשיים.",
        "לדברי השר, התוכנית כוללת בנייה של רציפים חדשים והרחבה של המחסנים, והיא תעלה כמיליארד שקל במשך שלוש שנים.",
    ),
    "ru": (
        "Правительство одобрило новый план развития портов",
        "Правительство одобрило сегодня новый план развития портов и дорог, которые к ним ведут. Министр сказал, что работы начнутся через два месяца.",
        "По его словам, план включает строительство новых причалов и расширение складов, а его стоимость составит около миллиарда рублей за три года.",
    ),
    "uk": (
        "Уряд схвалив новий план розвитку портів",
        "Уряд схвалив сьогодні новий план розвитку портів і доріг, які до них ведуть. Міністр сказав, що роботи розпочнуться за два місяці.",
        "За його словами, план передбачає будівництво нових причалів і розширення складів, а його вартість становитиме близько мільярда гривень за три роки.",
    ),
    "bg": (
        "Правителството одобри нов план за пристанищата",
        "Правителството одобри днес нов план за развитие на пристанищата и пътищата към тях. Министърът каза, че работата ще започне след два месеца.",
        "По думите му планът включва строеж на нови кейове и разширяване на складовете, а цената му ще бъде около един милиард лева за три години.",
    ),
    "el": (
        "Η κυβέρνηση ενέκρινε νέο σχέδιο για τα λιμάνια",
        "Η κυβέρνηση ενέκρινε σήμερα ένα νέο σχέδιο για την ανάπτυξη των λιμανιών και των δρόμων που οδηγούν σε αυτά. Ο υπουργός είπε ότι τα έργα αρχίζουν σε δύο μήνες.",
        "Σύμφωνα με τον ίδιο, το σχέδιο περιλαμβάνει νέες προβλήτες και μεγαλύτερες αποθήκες, και θα κοστίσει περίπου ένα δισεκατομμύριο ευρώ σε τρία χρόνια.",
    ),
    "tr": (
        "Hükümet limanlar için yeni bir planı onayladı",
        "Hükümet bugün limanların ve onlara giden yolların geliştirilmesi için yeni bir planı onayladı. Bakan, çalışmaların iki ay içinde başlayacağını söyledi.",
        "Plan yeni rıhtımların yapılmasını ve depoların genişletilmesini öngörüyor; üç yılda yaklaşık bir milyar liraya mal olacağı açıklandı. İşçiler kararı olumlu karşıladı.",
    ),
    "pl": (
        "Rząd przyjął nowy plan rozwoju portów",
        "Rząd przyjął dziś nowy plan rozwoju portów i prowadzących do nich dróg. Minister powiedział, że prace rozpoczną się w ciągu dwóch miesięcy.",
        "Według niego plan obejmuje budowę nowych nabrzeży oraz rozbudowę magazynów, a jego koszt wyniesie około miliarda złotych w ciągu trzech lat. Źródła są już znane.",
    ),
    "cs": (
        "Vláda schválila nový plán rozvoje přístavů",
        "Vláda dnes schválila nový plán rozvoje přístavů a silnic, které k nim vedou. Ministr řekl, že práce začnou během dvou měsíců.",
        "Podle něj plán zahrnuje stavbu nových nábřeží a rozšíření skladů a během tří let bude stát přibližně miliardu korun. Šéf odborů žádá větší účast obcí.",
    ),
    "hu": (
        "A kormány jóváhagyta a kikötők új fejlesztési tervét",
        "A kormány ma jóváhagyta a kikötők és a hozzájuk vezető utak új fejlesztési tervét. A miniszter azt mondta, hogy a munkák két hónapon belül megkezdődnek.",
        "Szerinte a terv új rakpartok építését és a raktárak bővítését is tartalmazza, költsége pedig három év alatt körülbelül egymilliárd forint lesz. A szűk utakat is felújítják.",
    ),
    "ro": (
        "Guvernul a aprobat un plan nou pentru porturi",
        "Guvernul a aprobat astăzi un plan nou pentru dezvoltarea porturilor şi a drumurilor care duc la ele. Ministrul a spus că lucrările vor începe în două luni.",
        "Potrivit acestuia, planul prevede construcţia unor cheiuri noi şi extinderea depozitelor, iar costul va fi de aproximativ un miliard de lei în următorii trei ani.",
    ),
    "fr": (
        "Le gouvernement approuve un nouveau plan pour les ports",
        "Le gouvernement a approuvé aujourd’hui un nouveau plan de développement des ports et des routes qui y mènent. Le ministre a déclaré que les travaux débuteront d’ici à deux mois.",
        "Selon lui, le plan prévoit la création de nouveaux quais et l’agrandissement des entrepôts ; son coût s’élèvera à près d’un milliard d’euros sur trois années, à la charge de l’État.",
    ),
    "de": (
        "Regierung beschließt neuen Plan für die Häfen",
        "Die Regierung hat heute einen neuen Plan für die Häfen und die Straßen beschlossen, die zu ihnen führen. Der Minister sagte, die Arbeiten würden in zwei Monaten beginnen.",
        "Nach seinen Worten gehören dazu der Bau neuer Kais und größere Lagerhäuser; die Kosten betragen über drei Jahre ungefähr eine Milliarde Euro. Die Länder müssen noch zustimmen.",
    ),
    "es": (
        "El Gobierno aprueba un nuevo plan para los puertos",
        "El Gobierno aprobó hoy un nuevo plan de desarrollo de los puertos y de las carreteras que llevan a ellos. El ministro señaló que las obras comenzarán dentro de dos meses.",
        "Según él, el plan incluye la construcción de nuevos muelles y la ampliación de los almacenes, y costará cerca de mil millones de euros en tres años. ¿Será así? La oposición lo duda.",
    ),
    "pt": (
        "Governo aprova novo plano para os portos",
        "O Governo aprovou hoje um novo plano de desenvolvimento dos portos e das estradas que conduzem a eles. O ministro disse que as obras começarão dentro de dois meses.",
        "Segundo ele, o plano inclui a construção de novos cais e a ampliação dos armazéns, e custará cerca de mil milhões de euros em três anos. A oposição não está de acordo.",
    ),
    "sv": (
        "Regeringen godkände en ny plan för hamnarna",
        "Regeringen godkände i dag en ny plan för hamnarna och vägarna som leder till dem. Ministern sade att arbetena ska börja inom två månader.",
        "Enligt honom omfattar planen nya kajer och större lagerhus, och kostnaden blir omkring en miljard kronor på tre år. Även småföretagen får stöd på grund av det här beslutet.",
    ),
    "lt": (
        "Vyriausybė patvirtino naują uostų plėtros planą",
        "Vyriausybė šiandien patvirtino naują uostų ir į juos vedančių kelių plėtros planą. Ministras sakė, kad darbai prasidės per du mėnesius.",
        "Anot jo, planas apima naujų krantinių statybą ir sandėlių išplėtimą, o jo kaina per trejus metus sieks apie milijardą eurų. Įmonės tokį sprendimą vertina gerai.",
    ),
    "th": (
        "รัฐบาลอนุมัติแผนใหม่เพื่อพัฒนาท่าเรือทั่วประเทศ",
        "รัฐบาลอนุมัติแผนใหม่เพื่อพัฒนาท่าเรือและถนนที่เชื่อมต่อกับท่าเรือในวันนี้ รัฐมนตรีกล่าวว่างานจะเริ่มภายในสองเดือนและจะใช้เวลาสามปี",
        "ตามคำกล่าวของรัฐมนตรี แผนนี้รวมถึงการสร้างท่าเทียบเรือใหม่และขยายคลังสินค้า โดยมีค่าใช้จ่ายประมาณหนึ่งพันล้านบาทจากงบประมาณของรัฐ",
    ),
    "zh-Hans": (
        "政府批准新的港口发展计划",
        "政府今天批准了一项新的港口和道路发展计划。部长在记者会上说，工程将在两个月内开始，这对当地的经济发展有很大的作用。",
        "他说，这项计划包括建设新的码头和扩大仓库，三年内的费用大约为十亿元。当地居民对这个决定表示欢迎，认为这会给年轻人带来更多的工作机会。",
    ),
    "zh-Hant": (
        "政府批准新的港口發展計畫",
        "政府今天批准了一項新的港口和道路發展計畫。部長在記者會上說，工程將在兩個月內開始，這對當地的經濟發展有很大的作用。",
        "他說，這項計畫包括建設新的碼頭和擴大倉庫，三年內的費用大約為十億元。當地居民對這個決定表示歡迎，認為這會給年輕人帶來更多的工作機會。",
    ),
    "ja": (
        "政府、港の新しい整備計画を承認",
        "政府は今日、港とそこへ続く道路の新しい整備計画を承認した。大臣は記者会見で、工事は二か月以内に始まると述べた。",
        "計画には新しい岸壁の建設や倉庫の拡張が含まれ、費用は三年間でおよそ十億円になるという。地元の住民はこの決定を歓迎し、仕事が増えることを期待している。",
    ),
    "ko": (
        "정부, 새로운 항만 개발 계획 승인",
        "정부는 오늘 항만과 그곳으로 이어지는 도로의 새로운 개발 계획을 승인했다. 장관은 기자 회견에서 공사가 두 달 안에 시작될 것이라고 말했다.",
        "이 계획에는 새 부두의 건설과 창고의 확장이 포함되며 비용은 삼 년 동안 약 십억 원이 들 것으로 보인다. 지역 주민들은 이 결정을 환영했다.",
    ),
}
CHARSETS = {
    "ar": ("windows-1256", "iso-8859-6"),
    "fa": ("windows-1256",),
    "he": ("windows-1255", "iso-8859-8"),
    "ru": ("windows-1251", "koi8-r", "iso-8859-5", "cp866"),
    "uk": ("windows-1251", "koi8-u"),
    "bg": ("windows-1251", "iso-8859-5"),
    "el": ("windows-1253", "iso-8859-7"),
    "tr": ("windows-1254", "iso-8859-9"),
    "pl": ("windows-1250", "iso-8859-2"),
    "cs": ("windows-1250", "iso-8859-2"),
    "hu": ("windows-1250", "iso-8859-2"),
    "ro": ("windows-1250", "iso-8859-2"),
    "fr": ("windows-1252",),
    "de": ("windows-1252", "iso-8859-1"),
    "es": ("windows-1252", "iso-8859-15"),
    "pt": ("windows-1252", "iso-8859-1"),
    "sv": ("windows-1252", "iso-8859-1"),
    "lt": ("windows-1257",),
    "th": ("windows-874", "tis-620"),
    "zh-Hans": ("gb2312", "gbk", "gb18030"),
    "zh-Hant": ("big5", "gb18030"),
    "ja": ("shift_jis", "euc-jp", "iso-2022-jp"),
    "ko": ("euc-kr",),
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
# What servers say without looking: each is wrong for nearly all of these pages.
LIES = ("utf-8", "iso-8859-1", "windows-1256", "windows-1251", "shift_jis", "nonsense-8", "utf-16")
_PYTHON = {"windows-874": "cp874"}


def page_of(language: str, meta: str = "") -> str:
    headline, *paragraphs = TEXTS[language]
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs * 2)
    return (
        f"<!DOCTYPE html><html><head>{meta}<title>{headline}</title>"
        f'<meta property="og:type" content="article"><meta name="description" content="{paragraphs[0]}">'
        f"<script>var news = {{page: 1}};</script></head><body><div class='menu'><a href='/'>News</a></div>"
        f"<article><h1>{headline}</h1>\n{body}</article><footer>Copyright 2024</footer></body></html>"
    )


def encoded(language: str, charset: str, meta: str | None = None) -> bytes:
    tag = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
    return page_of(language, tag).encode(_PYTHON.get(charset, charset))


def text_of(body: bytes, content_type: str | None = "text/html") -> str:
    found = decode(body, URL, content_type)
    assert isinstance(found, Decoded), found
    return found.text


CASES = [(language, charset) for language in TEXTS for charset in (*CHARSETS[language], *UNICODE)]


@pytest.mark.parametrize(("language", "charset"), CASES)
def test_a_page_reads_the_same_whatever_is_said_of_its_charset(language: str, charset: str) -> None:
    said = [(charset, None), (None, charset), (None, None), (charset, charset)]
    said += [pair for lie in LIES for pair in ((lie, None), (None, lie), (lie, charset), (charset, lie))]
    misread = []

    for header, meta in said:
        body = encoded(language, charset, meta)
        text = text_of(body, f"text/html; charset={header}" if header else "text/html")
        if not all(line in text for line in TEXTS[language]) or "\ufffd" in text:
            misread.append((header, meta))

    assert misread == []


# --- what is written wrongly, and mended only where that is certain -------------------------------


def misread(text: str, codec: str) -> str:
    """Text whose UTF-8 bytes were read in another charset, as browsers read: holes become control characters."""
    return "".join(
        bytes([byte]).decode(codec, "ignore") or chr(byte) if byte > 0x7F else chr(byte)
        for byte in text.encode("utf-8")
    )


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("language", TEXTS)
def test_utf8_that_was_read_as_western_and_written_again_is_mended(language: str, codec: str) -> None:
    body = misread(page_of(language), codec).encode()

    assert text_of(body) == page_of(language)


@pytest.mark.parametrize(
    ("language", "codec"),
    [("ar", "cp1256"), ("ru", "cp1251"), ("bg", "cp1251"), ("hu", "cp1250"), ("pl", "cp1250")],
)
def test_utf8_that_was_read_in_the_charset_of_its_country_and_written_again_is_mended(
    language: str, codec: str
) -> None:
    body = misread(page_of(language), codec).encode()

    assert text_of(body) == page_of(language)


def test_misread_text_is_mended_in_a_damaged_page_too() -> None:
    body = misread(page_of("ar"), "cp1252").encode() + b"<p>caf\xe9</p>"

    assert text_of(body) == page_of("ar") + "<p>café</p>"


def test_what_was_misread_twice_is_mended_twice() -> None:
    body = misread(misread(page_of("ar"), "cp1252"), "cp1252").encode()

    assert text_of(body) == page_of("ar")


@pytest.mark.parametrize(
    ("language", "charset"),
    [("ar", "cp1256"), ("ru", "cp1251"), ("el", "cp1253"), ("he", "cp1255"), ("zh-Hans", "gb2312")],
)
def test_another_charset_that_was_read_as_western_and_written_as_utf8_is_mended(
    language: str, charset: str
) -> None:
    body = page_of(language).encode(charset).decode("latin-1").encode()

    assert text_of(body) == page_of(language)


@pytest.mark.parametrize("language", ["ar", "ru", "ja", "fr"])
def test_a_misread_text_in_a_sound_page_is_mended_and_the_page_kept(language: str) -> None:
    sound = "".join(f"<li>{paragraph}</li>" for paragraph in TEXTS[language][1:])
    text = misread("".join(f"<p>{line}</p>" for line in TEXTS[language]), "cp1252")

    found = text_of(f"<html><body>{sound}<article>{text}</article></body></html>".encode())

    assert all(line in found for line in TEXTS[language])
    assert sound in found


SOUND = {
    "French before closing quotes": "Il a été\xa0» dit «\xa0à\xa0» la fête «\xa0privé\xa0», l’été\xa0» passé\xa0» là-bas\xa0». "
    * 5,
    "Portuguese in capitals": "A INFLAÇÃO E A POPULAÇÃO: MANHÃ» É A LIÇÃO. NÃO, MÃE! ÂNGELA, CÂMARA, AMANHÃ… "
    * 5,
    "Vietnamese": "Thủ tướng Chính phủ đã phê duyệt quy hoạch cảng biển, được xây dựng ở Đà Nẵng và Hải Phòng. "
    * 5,
    "Icelandic": "Ríkisstjórnin samþykkti í dag nýja áætlun um þróun hafna og vega sem liggja að þeim. Það er gott. "
    * 5,
    "Ukrainian": "Рівне, Січень, Рєпін, Сєров, «Рідна», Сїм, Рі». Рішення ухвалено. " * 5,
    "Romanian in capitals": "ÎN ROMÂNIA, SĂ FIE: «GARĂ», CASĂ» MĂ… ŢĂRĂ, ÎNSĂ” " * 5,
    "what mojibake is": "A page may show “Ã©” for “é”; nobody writes so. "
    + "The café was full, and the naïve fiancé left. " * 5,
    "signs": "© 2024 · 20 °C — 5 € « ok » ¡sí! ¿no? ½ kg, 3×4 ± 1 " * 10,
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_text_is_left_as_it_is(name: str) -> None:
    page = f"<html><body><p>{SOUND[name]}</p></body></html>"

    assert text_of(page.encode()) == page


def test_control_characters_of_latin_1_are_read_as_windows_has_them() -> None:
    body = "<p>It\x92s a \x93quote\x94 \x96 and a caf\xe9</p>".encode()

    assert text_of(body) == "<p>It’s a “quote” – and a café</p>"


@pytest.mark.parametrize(
    ("language", "charset"),
    [("ar", "cp1256"), ("ru", "cp1251"), ("fr", "cp1252"), ("ja", "cp932"), ("zh-Hans", "gbk")],
)
def test_a_page_of_two_charsets_is_read_in_both(language: str, charset: str) -> None:
    headline, first, second = TEXTS[language]
    start = f"<html><body><h1>{headline}</h1><p>{first}</p>".encode()
    end = f"<p>{second}</p><p>{first}</p></body></html>".encode(charset)

    found = text_of(start + end)

    assert (
        found == f"<html><body><h1>{headline}</h1><p>{first}</p><p>{second}</p><p>{first}</p></body></html>"
    )


@pytest.mark.parametrize("language", TEXTS)
def test_a_page_that_is_cut_within_a_letter_loses_that_letter_only(language: str) -> None:
    whole = page_of(language)
    cut = len(whole) - next(n for n in range(30, 500) if whole[-n] > "\x7f")
    for missing in range(1, len(whole[cut].encode())):
        body = whole[:cut].encode() + whole[cut].encode()[:-missing]

        assert text_of(body) == whole[:cut]


def test_a_summary_that_is_cut_within_a_letter_loses_that_letter_only() -> None:
    start = TEXTS["ar"][1][:60].rstrip()
    cut = start.encode()[:-1] + b"..."
    body = b'<html><head><meta name="description" content="' + cut + b'"></head>' + page_of("ar").encode()

    assert (
        text_of(body)
        == f'<html><head><meta name="description" content="{start[:-1]}..."></head>{page_of("ar")}'
    )


def test_stray_windows_bytes_in_utf8_are_read_as_windows() -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXTS["fr"])
    body = text.encode().replace("’".encode(), b"\x92")

    assert text_of(f"<html><body>{text}".encode() + body) == f"<html><body>{text}{text}"


@pytest.mark.parametrize(
    "label",
    [
        "idna",
        "punycode",
        "hex",
        "rot13",
        "unicode_escape",
        "utf-7",
        "undefined",
        "zlib",
        "mbcs",
        "\xff",
        "utf_8_sig",
        "charmap",
    ],
)
def test_labels_that_name_no_charset_are_passed_over(label: str) -> None:
    body = page_of("fr", f"<meta charset={label}>").encode("cp1252", "ignore")

    assert TEXTS["fr"][1] in text_of(body, f"text/html; charset={label}")


@pytest.mark.parametrize(
    ("language", "charset"),
    [("ar", "windows-1256"), ("ru", "koi8-r"), ("ja", "euc-jp"), ("ar", "utf-16-le"), ("zh-Hant", "big5")],
)
def test_flat_text_reads_the_same_in_every_charset(language: str, charset: str) -> None:
    body = "\n".join(TEXTS[language]).encode(charset)

    assert text_of(body, "text/plain") == "\n".join(TEXTS[language])


@pytest.mark.parametrize(
    ("language", "charset"),
    [("ar", "windows-1256"), ("he", "windows-1255"), ("ru", "koi8-r"), ("pl", "iso-8859-2"), ("fr", "utf-8")],
)
def test_an_article_is_read_whole_from_a_charset_that_nobody_names(language: str, charset: str) -> None:
    found = extract_articles(encoded(language, charset), URL)

    assert isinstance(found, list)
    assert (found[0].headline, found[0].paragraphs[0].text) == TEXTS[language][:2]


def test_a_page_below_much_white_space_is_read() -> None:
    assert text_of(b" \n" * 5_000 + page_of("ar").encode(), None).endswith(page_of("ar"))


def test_a_feed_is_told_from_a_page_in_time_whatever_comments_stand_above_it() -> None:
    body = b"<!---->" * 290 + b"<p>text</p>"

    assert isinstance(decode(body, URL, None), Decoded)


_PIECES = st.sampled_from(
    [
        *(
            TEXTS[language][1].encode(charset)
            for language in ("ar", "ru", "ja")
            for charset in CHARSETS[language]
        ),
        *(
            misread(TEXTS["ar"][1], "cp1252").encode(),
            TEXTS["fr"][1].encode(),
            TEXTS["fr"][1].encode("cp1252"),
        ),
        *(
            b"\xff\xfe",
            b"\xfe\xff\x00",
            b"\xef\xbb\xbf",
            b"\x1b$B",
            b"\xed\xa0\x80",
            b"\xf4\x90\x80\x80",
            b"\xc0\x80",
        ),
        *(b"<p>", b"<meta charset=idna>", b"<!--", b"<script>", b"\0\0\0", b"\xd8", b"\x92", b" " * 300),
    ]
)


@given(st.lists(st.one_of(_PIECES, st.binary(max_size=20)), max_size=12).map(b"".join))
def test_any_bytes_become_valid_utf8_without_nul(body: bytes) -> None:
    found = decode(body, URL, "text/html; charset=windows-1256")

    assert not isinstance(found, Decoded) or "\0" not in found.text
