"""The words that introduce who wrote a text, and those that name other work: "By", «بقلم», "Edited by"."""

from __future__ import annotations

import re
from itertools import islice

from tasks.article.person import PARTICLES

_BY = (
    r"(?:(?:written|reported|posted|story|article|text|words|published|analysis|opinion|review|commentary|column)\s+)?by"
    r"|from|authors?|contributors?(?=\s*:)|(?:texto?|testo)(?=\s*:)|texti(?=\s*:)|redacción(?=\s*:)|корреспондент(?=\s*:)|pewarta(?=\s*:)|words(?=\s*:)|von(?:\s+unser\w*(?:\s+(?:mitarbeiter|redakteur|redaktionsmitglied|korrespondent|reporter|autor)\w*)?)?|durch|par|propos\s+recueillis\s+par|por|di|dal\s+nostro|dalla\s+nostra|a\s+cura\s+di|door|onze|af|av|nga|oleh"
    r"|(?:ein\w*\s+)?(?:kommentar|analyse|gastbeitrag|interview|bericht|kolumne|essay|reportage|text|artikel|beitrag"
    r"|protokoll|glosse|porträt|rezension)\s+von"
    r"|autor(?:in|en|es|ka|a|e)?(?:/(?:-?in|autor))?|auteurs?|yazan|yazar|haber(?=\s*[:：/–-])|penulis|tekst|teksti|szerző|írta"
    r"|opr(?:ac)?\.?|scris\s+de|imeandikwa\s+na|του|της|από\s+τ(?:ον|ην)|γράφει\s+[οη]|लेखक|संवाददाता"
    r"|автор\w*|текст|بقلم|(?:مرسلة\s+|أرسلت\s+|نشرت?\s+|كتبت?\s+|تم\s+النشر\s+)?بواسطة|مصنف|كتبت?|كتبه|تحرير|إعداد|اعداد|المحررة?|الكاتبة?|محررة?|كاتبة?|أعده|حاوره"
    r"|(?:(?:نوشته|ارسال|منتشر)\s+شده\s+)?توسط|نوشتهٔ?|نگارنده(?=\s*:)|نویسنده|گزارش[\u200c\s]?گر(?=\s*:)|نویسندگان|به\s+قلم|خبرنگار|מאת|(?:נכתב\s+)?על\s+ידי|כתב[הת]?"
    r"|(?:soumis|publié|écrit|rédigé|posté)\s+par|(?:escrito|publicado|enviado|redactado|postado)\s+por"
    r"|(?:scritto|pubblicato|inserito)\s+da|(?:geschrieben|verfasst)\s+von|(?:geschreven|geplaatst)\s+door|bài(?:\s+và|,)?\s+ảnh(?=\s*:)|द्वारा|লেখক|প্রতিবেদক|tác\s+giả"
    r"|(?:autors|piše|pišu|napisa[ol]a?|besedilo|пише|автори|συντάκτ(?:ης|ρια)|ρεπορτάζ|müəllif|muallif|ავტორი|հեղինակ|mwandishi"
    r"|höfundur|kirjoittaja|toimittaja|ditulis\s+oleh|dilaporkan\s+oleh|shkruar\s+nga|ผู้เขียน|เรื่อง|โดย|செய்தியாளர்"
    r"|(?:authored|contributed|submitted)\s+by|لیکوال|نووسەر|nivîskar|כותבת?|autrice|skribent|författare|forfatter|(?:skriven|skrevet)\s+a[vf]|autorius|autorė|parengė"
    r"|autor\s+článku|napsala?|připravila?|pripravila?|napísala?|opracowała?|аутор(?:\s+текста)?|пишува|avtor(?:ica)?|shkruan|hazırlayan"
    r"|подготовила?|материал\s+подготовила?|беседовала?|підготува(?:в|ла)|розмовляла?|розмовляв|аўтар|муаллиф|հեղինակներ|লিখেছেন|எழுதியவர்|రచయిత|ಲೇಖಕ(?:ರು)?"
    r"|ലേഖകൻ|લેખક|ਲੇਖਕ|เขียนโดย|ጸሐፊ|marubuci|skrywer|redatto\s+da)(?=\s*[:：՝])"
)
OPENING = re.compile(
    # The BBC writes "Author, Jane Doe" in all its languages.
    rf"^\W*(?:(?:{_BY})(?:\s*[:：/ـ՝–-]+\s*|\s+)|(?:author|مصنف|نویسنده|автор|yazan|लेखक|autor|auteur|الكاتبة?)[,،]\s+"
    r"|(?:(?:تقرير|تحقيق|حوار|متابعة)(?:\s+وتصوير)?|گزارش|تحریر|رپورٹر?|نامہ\s+نگار|نمائندہ|reporter|laporan|muhabir|interview|entretien|entrevista|intervista)\s*[:：/]\s*|(?:متابعة|متابعات|تقرير|خاص)\s[–-]\s(?!ال))(?=[^\W\d_])",
    re.IGNORECASE,
)
LABEL_WITH_BORDER = re.compile(r"[^\W\d]+\s?[-–ـ/:]")
"""Of a line that ends in ":": «كتب- محمد علي:» names its writer, «كتب محمد علي على صفحته:» quotes him."""
# "June 5, 2019 by Jane Doe", "News By Jane Doe"
_OPENING_WITHIN = re.compile(
    r"(?:\s|^)(?:by|par|\|\s*von|autor(?:in)?:|author:|(?:الكاتبة?|نویسنده|מאת|کاتب)\s*:)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_WITHIN = (" by", "\nby", " par ", "von", "autor", "author", "الكاتب", "نویسنده", "מאת", "کاتب")
A_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}")
EDGES = " \t\n.:،,;-–—|/()[]*•·&¿¡\u200f\u200e\u00a0"


def opening_of(text: str) -> re.Match[str] | None:
    """The words that introduce names: at the start, or behind a date or up to three words of their line."""
    if opening := OPENING.match(text):
        return opening
    folded = text.lower()
    if any(word in folded for word in _WITHIN) and (opening := _OPENING_WITHIN.search(text)):
        start = opening.start() + opening[0].startswith("\n")
        before = text[:start].rpartition("\n")[2]
        words = before.casefold().split()
        if not (words and words[-1].strip(EDGES) in _WORK_OF_OTHERS) and (
            (len(words) <= 3 and opening[0].strip() != "par") or A_DATE.search(before)
        ):
            return opening
    return None


def from_byline(text: str) -> str:
    """The lines of a short text from the one on that a label opens: "14 March 2024", then "Text: Jane Doe".

    The whole text without any, or if it opens as a byline itself.
    """
    for border in islice(_BORDER_OF_LABEL.finditer(text), _MOST_LABELS):
        start = text.rfind("\n", 0, border.start()) + 1
        opening = OPENING.match(rest := text[start:]) if start else None
        if opening is not None and start + opening.end() > border.start():
            return text if OPENING.match(text) else rest
    return text


_BORDER_OF_LABEL = re.compile(r"[:：՝,،](?!\d)")
_MOST_LABELS = 12
# "Photo by …", "Medically reviewed by …": whoever it is has not written the text.
_WORK_OF_OTHERS = frozenset((
    "photo", "photos", "photograph", "photographs", "photography", "photographed", "image", "images",
    "picture", "pictures", "portrait", "video", "illustration", "illustrations", "illustrated", "graphic",
    "graphics", "edited", "editing", "reviewed", "checked", "translated", "produced", "directed", "hosted",
    "presented", "sponsored", "powered", "created", "designed", "shared",
))  # fmt: skip


def names_other_work(before: str) -> bool:
    """Whether a text ends with a label of who has not written: "Edited by:"."""
    label = _LABEL_AT_END.search(before)
    return label is not None and label["other"] is not None


# "Edited by: Jane Doe", "Traducido por Jane Doe", among lines of a byline
_OF_WORK = (
    r"(?:(?P<other>edited|translated|photo(?:s|graph(?:s|ed|y))?|video|illustrat\w+|reviewed|checked|compiled|curated"
    r"|produced|editado|traducido|traduzido|fotos?|fotografías?|traduit|édité|photographies?|tradotto|übersetzt|bearbeitet)"
    r"|written|reported|words|text|story)\s+(?:by|por|par|da|di|von)\b"
)
LABEL_OF_WORK = re.compile(rf"\W*{_OF_WORK}", re.IGNORECASE)
_LABEL_AT_END = re.compile(rf"(?<!\w){_OF_WORK}\s*:?\s*$", re.IGNORECASE)


def without_opening(text: str) -> str:
    """Without the "By" of "By Jane Doe"; "Di Marzio" is a name."""
    opening = OPENING.match(text)
    if opening is None or opening[0].strip().casefold() in PARTICLES - {"von"}:
        return text
    rest = text[opening.end() :]
    return text if rest[0].islower() and ":" not in opening[0] else rest
