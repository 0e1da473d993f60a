"""Tell the main article's blocks from what surrounds them, and find related articles given in full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from tasks.article.body import Block
from tasks.article.by_words import A_DATE
from tasks.article.byline import names_reporter, opens_as_byline
from tasks.article.credit import SOURCE_ALONE, SOURCE_WORDS, credit_at_end, credit_of_line
from tasks.article.dateline import agencies_named, split_dateline
from tasks.article.east_asian_byline import opening_in_han
from tasks.article.furniture import is_furniture
from tasks.article.headline import key_of
from tasks.article.keywords import LABEL, LABEL_WORDS
from tasks.article.notice import read_sentences
from tasks.article.person import has_case, is_name_like
from tasks.article.spelling import alternatives, by_first_word, first_word, phrases

_SHORT = 240  # characters; a longer block is text, unless a label opens it
_REAL = 60  # characters of the shortest paragraph that makes an article
_LONGEST_MARKER = 40  # characters of a line that is nothing but a marker
_FIRST_BLOCKS = 8  # among which the headline may stand again


@dataclass(slots=True)
class Sorted:
    """A run of blocks, sorted into what it holds."""

    paragraphs: list[Block] = field(default_factory=list)
    source_credit: str | None = None
    keywords_raw: str | None = None
    place: str | None = None
    agency: str | None = None
    agency_rule: str | None = None  # dateline | source credit
    byline: str | None = None


def sort_blocks(blocks: Sequence[Block], headline: str | None) -> Sorted:
    """The article's paragraphs among `blocks`; labelled lines become fields, links and calls fall out."""
    found = Sorted()
    kept = found.paragraphs
    headline = headline or ""
    headline_key = key_of(headline)
    parents = MainParent(blocks)
    credit_at = 0  # paragraphs before the source credit
    texts = 0  # paragraphs kept that are no headings
    awaited = ""  # "source" or "keywords", behind a label that stands alone
    in_links = False  # behind a "read also": its links follow
    first_in_links = False  # right behind it
    teaser = False  # behind a linked heading there: its sentence follows
    for number, block in enumerate(blocks):
        text, kind, _, _, linked = block
        length = len(text)
        if number < _FIRST_BLOCKS and headline_key and _repeats(text, headline, headline_key):
            continue
        if length <= _SHORT:
            opening = first_word(text)
            if not opening and "_" not in text:
                continue  # "* * *"; "___" parts the reports of one article
            if awaited and length <= _REAL:
                if awaited == "source":
                    found.source_credit, credit_at = text.strip(" .-–—"), texts
                else:
                    found.keywords_raw = text
                awaited = ""
                continue
            awaited = ""
            if opening in _LABELS:
                if opening in _CREDIT_WORDS:
                    if credit := credit_of_line(text):
                        found.source_credit, credit_at = credit, texts
                        continue
                    if SOURCE_ALONE.match(text):
                        awaited = "source"
                        continue
                if opening in _KEYWORD_WORDS and (label := _keyword_label(text)):
                    raw = text[label.end() :].strip()
                    found.keywords_raw = raw or found.keywords_raw
                    awaited = "" if raw else "keywords"
                    continue
                if opening in _MARKERS and _is_marker_line(block, blocks, number):
                    in_links = length <= _LONGEST_MARKER
                    first_in_links = in_links and not block.linked and _is_alone(text, opening)
                    continue
            if is_furniture(text, opening):
                continue
            if texts < 3 and kind == "paragraph" and length <= _REAL and _is_byline(text, texts):
                found.byline = found.byline or text
                continue
        elif ":" in text[:40] and first_word(text) in _KEYWORD_WORDS and (label := _keyword_label(text)):
            found.keywords_raw = text[label.end() :].strip()
            continue
        if linked and linked > 0.8 * length and length < 250 and not parents.hold_text(block, blocks, number):
            teaser = in_links and kind == "heading"
            continue
        if teaser and (text.endswith(("...", "…")) or not parents.is_main(block)):
            teaser = False
            continue
        teaser = False
        if in_links and (_is_link_text(block, parents) or (first_in_links and _is_bare_headline(block))):
            first_in_links = False
            continue
        in_links = False
        if not texts and kind == "paragraph" and not text.isascii() and (names := opening_in_han(text)):
            found.byline = found.byline or names
            if len(names) == length:
                continue
        may_open = not texts or (texts == 1 and _OPENING_BORDER.search(text, 0, _REAL) is not None)
        if may_open and found.place is found.agency is None and (dateline := split_dateline(text)):
            is_named = dateline.alone and names_reporter(text, dateline)
            if is_named and kind == "heading":
                kept.append(block)  # «بيروت: عودة الروح»
                continue
            found.place, found.agency = dateline.place, dateline.agency
            if dateline.alone:
                if is_named:  # «بيروت - ليلى حداد»
                    found.byline = found.byline or with_borders(text)
                continue
        kept.append(block)
        texts += kind != "heading"
    while kept and (kept[-1].kind == "heading" or (texts > 2 and _is_fence(kept[-1].text))):
        kept.pop()  # a heading that stands over nothing; what bids to subscribe
    if texts > 2 and kept and len(last := kept[-1].text) <= _REAL and _names_writer(last):
        found.byline = found.byline or last
        kept.pop()
    if texts > 2 and kept and found.agency and _are_reporters(last := kept[-1].text):
        found.byline = found.byline or with_borders(last)
        kept.pop()
    if texts > 2 and kept and len(last := kept[-1].text) <= 3 and last.isupper() and not agencies_named(last):
        kept.pop()  # "MG": who wrote it
    if credit_at and texts - credit_at > 2:
        found.source_credit = None  # a picture's or a table's, amid the text
    _read_ending(found)
    found.agency_rule = "dateline" if found.agency else None
    if found.agency is None and found.source_credit and (agency := agencies_named(found.source_credit)):
        found.agency, found.agency_rule = agency, "source credit"
    return found


_OPENING_BORDER = re.compile(r"[-–—/(（]")  # of a dateline below the lede


def _is_fence(text: str) -> bool:
    """Whether a line stands where the text ends for those who do not pay."""
    if len(text) > _SHORT:
        return False
    lower = text.lower()
    return any(word in lower for word in _OF_FENCES) and "paywall_stub" in read_sentences((text,)).notices


# One of these every such line has; to look for them is far cheaper than to read its sentences.
_OF_FENCES = phrases(
    """\
subscri|abonn|abo|lesen|suscri|assin|abbon|prenum|abonam|předplat|подпис|підпис|langganan|مشترك|اشتراك
اشترك|مشترک|מנוי|订阅|訂閱|会员|會員|購読|会員|有料|付费|구독|유료|unlimited|trial|member|unlock|read"""
)


def _repeats(text: str, headline: str, headline_key: str) -> bool:
    """Whether a block is the headline again."""
    length = len(text)
    return length < 2 * len(headline) < 4 * length and key_of(text) == headline_key


def _is_byline(text: str, texts: int) -> bool:
    return (not texts or len(text) <= 40) and text[-1] not in ".:!?…؟。！？" and opens_as_byline(text)


def _names_writer(last: str) -> bool:
    """Whether the last line names who wrote: «تحرير: سامر عبود», "김민수 기자", «（记者 王晓明）»."""
    if not last.isascii() and any(word in last for word in ("기자", "记者", "記者")):
        return _is_byline(last, 0)
    if A_DATE.search(last):  # "Postado por João Lima às 18:25 de 14/03/2024"
        return opens_as_byline(last) and last[-1].isdigit()
    return ":" in last and _is_byline(last, 0)


def with_borders(line: str) -> str:
    """A line with spaces about its slashes: «إسطنبول/ محمد علي/ الأناضول»."""
    return _SLASH.sub(" / ", line) if "/" in line else line


_SLASH = re.compile(r"\s*/\s*")


def _are_reporters(last: str) -> bool:
    """Whether the last line of an agency's report is names: WAM's «عماد العلي/ مصطفى بدر الدين»; or one name
    where letters have no case, «هنادي ديوب».
    """
    names = last.split("/")
    if len(names) == 1 and (len(last.split()) > 3 or last.startswith("ال") or has_case(last)):
        return False
    return len(last) <= _REAL and len(names) <= 4 and all(is_name_like(name.strip()) for name in names)


def _is_link_text(block: Block, parents: MainParent) -> bool:
    """Whether a block behind a "read also" is one more link, or what has lost its link in flat text."""
    text, kind, _, node, linked = block
    if kind == "list_item" and linked > 0.5 * len(text):
        return True
    if len(text) > 150 or _SENTENCE_END.search(text):
        return False
    return node is None or (kind == "list_item" and not parents.is_main(block))


def _is_alone(text: str, opening: str) -> bool:
    """Whether a "read also" has no headline in its own line."""
    match = _marker(opening).match(text)
    return match is not None and not _WORDS.search(text, match.end())


def _is_bare_headline(block: Block) -> bool:
    """Whether a paragraph is a headline that its page does not link."""
    text = block.text
    return (
        block.kind == "paragraph"
        and len(text) <= _LONGEST_BARE
        and not _SENTENCE_END.search(text)
        and not _COMMA.search(text)
    )


_LONGEST_BARE = 90  # characters


_SIGNS_OF_AGENCIES = "/【"  # «/العُمانية/», 【共同】


def _read_ending(found: Sorted) -> None:
    """A source credit without a label: a last line «(رويترز)», or brackets that end the last paragraph."""
    if not found.paragraphs:
        return
    last = found.paragraphs[-1]
    name, _, sender = last.text.rpartition(",") if len(last.text) <= _REAL else ("", "", "")
    if is_name_like(name) and len(found.paragraphs) > 1 and (credit := agencies_named(sender)):
        found.paragraphs.pop()  # "Jan Novák, ČTK"
        found.byline = found.byline or last.text
    elif len(last.text) <= _REAL and len(found.paragraphs) > 1 and (credit := credit_of_line(last.text)):
        found.paragraphs.pop()
        if last.text[0] in _SIGNS_OF_AGENCIES:
            found.agency = found.agency or credit
    else:
        credit = credit_at_end(last.text)
    found.source_credit = found.source_credit or credit


# --- "read also" ------------------------------------------------------------------------------

# Lines above links to other articles. "*" goes on to the end of the word.
_MARKER_PHRASES = phrases(
    """\
اقرأ أيضا|اقرأ أيضًا|اقرأوا أيضا|اقرؤوا أيضا|اقرأي أيضا|اقرء أيضا|قرا أيضا|وأقرأ أيضا|وإقرأ أيضا
اقرأ/ي أيضا|اقرأ كذلك|اقرأ الآن|اقرأ المزيد|اقرأ في|اقرأ على|اقرأ عن|اقرأ حول|اقرأ التفاصيل|طالع أيضا
طالعوا أيضا|طالع المزيد|شاهد الفيديو|شاهدوا الفيديو
شاهد أيضا|شاهدوا أيضا|تابع أيضا|تابعوا أيضا|استمع أيضا|لقراءة المزيد|لمعرفة المزيد|للمزيد|مواضيع ذات صلة
مواضيع متعلقة|مواضيع مشابهة|مواضيع مرتبطة|مواضيع متصلة|موضوع متصل|مواضيع أخرى|مواضيع قد تهمك
موضوعات ذات صلة|موضوعات متعلقة
موضوعات مرتبطة|موضوعات مشابهة|موضوعات أخرى|الموضوعات المتعلقة|موضوع ذو صلة|موضوع متعلق|أخبار ذات صلة
أخبار متعلقة|أخبار مرتبطة|أخبار مشابهة|أخبار متصلة|خبر متصل|أخبار أخرى|أخبار قد تهمك|الأخبار المتعلقة
خبر ذو صلة
مقالات ذات صلة|مقالات متعلقة|مقالات مشابهة|مقالات مرتبطة|مقالات أخرى|مقالات قد تعجبك|تقارير ذات صلة
تقارير متعلقة|تقارير مرتبطة|تقارير مشابهة|مواضيع متشابهة|قصص متعلقة|محتوى ذو صلة|محتوى ذي صلة|ذات صلة
قصص ذات صلة|قد يهمك|قد يهمك أيضا|قد يعجبك|قد يعجبك أيضا|قد تعجبك|وقد يهمك|وقد يعجبك|ربما يهمك|ربما يعجبك
ربما تود قراءة|المزيد من|المزيد حول|المزيد عن|المزيد في|المزيد على|الأكثر قراءة|الأكثر مشاهدة
الأكثر تداولا|الأكثر شيوعا|الأكثر تعليقا|اخترنا لك|اخترنا لكم|نرشح لك|نرشح لكم|يمكنك أيضا قراءة|يمكنك قراءة
كما يمكنك قراءة|يمكنكم قراءة|لا يفوتك
لا تفوت|في نفس السياق اقرأ|روابط ذات صلة|بیشتر بخوانید|همچنین بخوانید|بخوانید|این مطلب را هم بخوانید
این خبر را هم بخوانید|این را هم بخوانید|خبرهای مرتبط|اخبار مرتبط|مطالب مرتبط|مطالب مشابه|مطالب پیشنهادی
اخبار پیشنهادی|اخبار بیشتر|خبرهای بیشتر|خبر مرتبط|مطلب مرتبط|بیشتر ببینید|پربازدیدترین|پربازدیدترین‌ها
پربازدیدها|پیشنهاد ما|از دست ندهید|در همین رابطه|در همین زمینه|در همین باره|همچنین ببینید|ویدئوهای مرتبط
مزید پڑھیں|مزید پڑھیے|مزید پڑھئے|یہ بھی پڑھیں|یہ بھی پڑھیے|یہ بھی پڑھئے|یہ بھی دیکھیں|متعلقہ خبریں
متعلقہ مضامین|متعلقہ عنوانات|مزید خبریں|اسی بارے میں|مزید جانیے|مزید دیکھیں|هەروەها بخوێنەوە
هەروەها بخوێنەرەوە|زیاتر بخوێنەوە|بابەتی پەیوەندیدار|هەواڵی پەیوەندیدار|دا هم ولولئ|نور ولولئ|קראו גם
קרא גם|קראי גם|קראו עוד|קרא עוד|קראו בהרחבה|ראו גם|צפו גם|עוד בנושא|עוד באתר|עוד כתבות|עוד ב*
כתבות נוספות|כתבות קשורות|כתבות שאולי פספסתם|כתבות שאולי יעניינו אותך|אולי יעניין|אולי יעניין אותך
אל תפספסו|לקריאה נוספת|חדשות נוספות|הנקראות ביותר|also read|also on|also see|read also|read more
read more about|read more on|read next|read too|read the full|read this|read this next|see also|see more
related|related article|related articles|related stories|related story|related news|related content
related link|related links|related post|related posts|related coverage|related reading|related topic
related topics|related video|related videos|related items|related roundup|related to this story
more on|more on this|more on this story|more on this topic|more from|more stories|more news|more like this
more in|more about|more coverage|more top stories|more to read|more reading|recommended
recommended for you|recommended reading|recommended stories|recommended articles|recommended videos
you may also like|you might also like|you may like|you might like|you may be interested in
you might be interested in|you may also be interested in|don't miss|don’t miss|must read|must reads
trending|trending now|trending stories|trending news|most read|most popular|most viewed|most watched
most shared|most commented|up next|what to read next|what to watch next|further reading|watch|watch also
watch more|watch next|watch now|listen|listen also|editors' picks|editor's picks|editor’s picks
editors’ picks|top stories|in case you missed it|latest stories|latest news|popular now|popular stories
editors' recommendations|editor's recommendations
suggested reading|similar stories|similar articles|similar posts|elsewhere on the web|around the web
from around the web|promoted stories|sponsored stories|stories for you|picked for you|background reading
lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lesen sie jetzt|lesen sie außerdem
lesen sie weiter|lesetipp|lesetipps|lies auch|lies mehr|lies dazu|mehr zum thema|mehr dazu|mehr aus
mehr lesen|mehr von|mehr über|mehr zu|mehr themen|mehr nachrichten|mehr artikel|mehr infos
mehr informationen|weitere artikel|weitere themen|weitere nachrichten|weitere infos|weitere meldungen
weitere links|weitere beiträge|das könnte sie|das könnte sie auch interessieren|das könnte dich
das könnte dich auch interessieren|auch interessant|auch spannend|interessant auch|zum thema|siehe auch
weiterlesen|weiterlesen nach der anzeige|passend zum artikel|passend zum thema|passend dazu|meistgelesen
meistgelesene artikel|meist gelesen|verwandte themen|verwandte artikel|verwandte beiträge
ähnliche artikel|ähnliche beiträge|empfohlene artikel|empfehlungen|empfehlungen der redaktion
jetzt lesen|neueste artikel|top themen|top-themen|zum artikel|hintergründe zum thema|hier weiterlesen
à lire aussi|à lire également|à lire|lire aussi|lire également|lire plus|lire la suite|à voir aussi
voir aussi|à écouter aussi|sur le même sujet|sur le même thème|dans la même rubrique|plus d'informations
plus d'infos|plus d'actualités|articles liés|articles similaires|articles associés|à découvrir aussi
à découvrir|vous aimerez aussi|vous pourriez aimer|les plus lus|les plus lues|à ne pas manquer
pour aller plus loin|contenus associés|en lien|notre dossier|nos recommandations|lea también|lee también
leer también|lea tambien|te puede interesar|le puede interesar|también te puede interesar
mirá también|mirá además|leé también|leé además|leé más|enterate más
puede interesarte|puede interesarle|más información|más noticias|más sobre este tema|más en*
más artículos|noticias relacionadas|noticia relacionada|notas relacionadas|nota relacionada
artículos relacionados|artículo relacionado
contenido relacionado|contenidos relacionados|relacionado|relacionados|temas relacionados|leer más
lee más|lea más|ver más|ver también|vea también|mira también|sigue leyendo|lo más leído|lo más visto
no te pierdas|no te lo pierdas|te recomendamos|recomendados|otras noticias|leia também|leia mais
leia ainda|leia a íntegra|veja também|veja mais|veja ainda|saiba mais|confira também|ver mais|ler mais
ler também|notícias relacionadas|notícia relacionada|artigos relacionados|conteúdo relacionado
matérias relacionadas|relacionadas|mais lidas|as mais lidas|mais notícias|mais sobre|você pode gostar
você também pode gostar|continue lendo|não perca|recomendadas para você|últimas notícias|leggi anche
leggi tutto|leggi di più|guarda anche|vedi anche|articoli correlati|articolo correlato|notizie correlate
contenuti correlati|potrebbe interessarti|potrebbe interessarti anche|ti potrebbe interessare
potrebbero interessarti|approfondisci|per approfondire|i più letti|le più lette|da non perdere
altre notizie|ti potrebbero interessare|argomenti correlati|lees ook|lees meer|lees verder|lees hier
bekijk ook|bekijk meer|zie ook|meer over|meer nieuws|meer lezen|gerelateerde artikelen|gerelateerd
gerelateerd nieuws|ook interessant|meest gelezen|aanbevolen|läs också|läs mer|läs även|läs vidare
se även|missa inte|mest läst|mer om|relaterat|relaterade artiklar|les også|les mer|les saken|se også
mest lest|relaterte artikler|relatert|læs også|læs mere|læs mere om|mest læste|mest læst
relaterede artikler|relateret|lue myös|lue lisää|lue seuraavaksi|katso myös|luetuimmat
aiheeseen liittyvää|lestu meira|lesa meira|lesið einnig|loe ka|loe veel|vaata ka|lasi arī|lasiet arī
skaitykite taip pat|taip pat skaitykite|czytaj także|czytaj też|czytaj również|czytaj więcej
czytaj dalej|zobacz także|zobacz też|zobacz również|zobacz więcej|przeczytaj także|przeczytaj też
przeczytaj również|przeczytaj więcej|polecane|polecamy|powiązane|powiązane artykuły|podobne artykuły
najczęściej czytane|dowiedz się więcej|przečtěte si|přečtěte si také|přečtěte si i|čtěte také|čtěte více
čtěte dále|související|související články|související témata|mohlo by vás zajímat|mohlo by se vám líbit
nejčtenější|více k tématu|prečítajte si|prečítajte si aj|čítajte aj|čítajte viac|súvisiace články
mohlo by vás zaujímať|preberite še|preberite tudi|pročitajte i|pročitajte još|pročitaj još
pročitajte više|povezane vijesti|povezane vesti|povezano|vezane vijesti|možda vas zanima|najčitanije
najnovije|olvassa el|olvasd el|olvass tovább|kapcsolódó cikkek|kapcsolódó cikk|kapcsolódó
ez is érdekelheti|ezt is olvassa|citește și|citeşte şi|citeste si|citește mai mult|citește mai departe
vezi și|articole similare|pe aceeași temă|știri similare|articole recomandate|lexo edhe|lexoni edhe
lexo më shumë|lexoni gjithashtu|llegeix també|llegiu també|més informació|notícies relacionades
irakurri ere|gehiago irakurri|le tamén|ilgili haber*|bunlar da ilginizi çekebilir|bunu da oku
bunları da oku|bunlar da var|ilginizi çekebilir|ayrıca bakınız|ayrıca okuyun|ayrıca oku|okumaya devam
daha fazla oku|devamını oku|diğer haberler|benzer haberler|öne çıkan haberler|çok okunanlar
önerilen haberler|həmçinin oxuyun|oxşar xəbərlər|əlaqəli xəbərlər|baca juga|simak juga|lihat juga
simak selengkapnya|baca selengkapnya|baca lebih lanjut|artikel terkait|berita terkait|artikel lainnya
berita lainnya|simak video|berita berkaitan|artikel berkaitan|baca lagi|xem thêm|đọc thêm|tin liên quan
bài liên quan|có thể bạn quan tâm|tin cùng chuyên mục|bài viết liên quan|soma zaidi|soma pia
habari zinazohusiana|basahin din|basahin rin|kaugnay na balita|akhri sidoo kale|sidoo kale akhri
karanta kuma|читайте также|читайте ещё|читайте еще|читайте в|читайте об этом|читать также|читать далее
читать полностью|смотрите также|смотри также|по теме|материалы по теме|статьи по теме|ещё по теме
еще по теме|подробнее|подробнее об этом|главное за сегодня|похожие новости|похожие материалы|рекомендуем
другие новости|вам может быть интересно|самое читаемое|не пропустите|читайте також|дивіться також
більше новин|матеріали по темі|за темою|схожі новини|чытайце таксама|прочетете още|прочетете повече
вижте още|вижте също|още по темата|още новини|свързани статии|прочитајте још|прочитај и ова
поврзани вести|διαβάστε επίσης|διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε περισσότερα|δείτε επίσης
δείτε ακόμα|σχετικά άρθρα|σχετικά|यह भी पढ़ें|यह भी पढ़े|ये भी पढ़ें|इसे भी पढ़ें|और पढ़ें|आगे पढ़ें
संबंधित खबरें|संबंधित समाचार|यह भी देखें|हेही वाचा|आणखी वाचा|संबंधित बातम्या|यो पनि पढ्नुहोस्|আরও পড়ুন
আরো পড়ুন|সম্পর্কিত খবর|மேலும் படிக்க|தொடர்புடைய செய்திகள்|ఇవి కూడా చదవండి|ಇದನ್ನೂ ಓದಿ|ഇതും വായിക്കുക|આ પણ વાંચો
ਇਹ ਵੀ ਪੜ੍ਹੋ|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านข่าวเพิ่มเติม|関連記事|関連ニュース|関連リンク|関連キーワード記事
あわせて読みたい|合わせて読みたい|おすすめ記事|おすすめ|続きを読む|相关阅读|相关新闻|相关报道|相关文章
延伸阅读|推荐阅读|更多新闻|更多报道|相關新聞|相關報導|相關閱讀|延伸閱讀|推薦閱讀|更多新聞|관련기사
관련 기사|관련 뉴스|관련뉴스|더보기|함께 읽으면 좋은 기사|추천 기사"""
)
# Those that may open a heading of the text: "More in common".
_OPEN = re.compile(
    r"(?:من|عن|في|على|حول|ب\w*|on|from|in|about|von|aus|zu|über|sur|sobre|en\w*|over|om|в)\W*$", re.IGNORECASE
)
_MARKERS = by_first_word(_MARKER_PHRASES)


@cache  # as it is met: all languages' at once are half of what the start of a worker costs
def _marker(word: str) -> re.Pattern[str]:
    """The pattern of the markers that open with `word`, which is one of _MARKERS."""
    return re.compile(rf"^\W*{alternatives(_MARKERS[word])}", re.IGNORECASE)


_CREDIT_WORDS = frozenset(map(first_word, SOURCE_WORDS))
_KEYWORD_WORDS = frozenset(map(first_word, LABEL_WORDS))
_LABELS = _CREDIT_WORDS | _KEYWORD_WORDS | _MARKERS.keys()

_SENTENCE_END = re.compile(r"[^.…][.!?؟۔।。！？]['\"”»’)\]]?$")
_BORDER = re.compile(r"[^\w«\"“„(]*[:：>»|→←▶►⬇👇–—][^\w]*|\s*-\s+|\s*(?:\.\.+|…)\s*")
_WORDS = re.compile(r"\w")
_COMMA = re.compile(r"[,،،，、]|[.!?؟]\s")


def is_marker(text: str) -> bool:
    """Whether a line is nothing but "read also" or the like."""
    if len(text) > _LONGEST_MARKER:
        return False
    return opens_as_marker(text) and not _is_sentence(text)


def opens_as_marker(text: str) -> bool:
    """Whether a line opens with "read also" or the like, whatever follows."""
    word = first_word(text)
    return word in _MARKERS and _marker(word).match(text) is not None


def _is_marker_line(block: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is a "read also": the words alone, with a headline behind them, or linked."""
    text = block.text
    match = _marker(first_word(text)).match(text)
    if match is None:
        return False
    if not _WORDS.search(text, match.end()) or _BORDER.match(text, match.end()):
        return True
    if block.linked > 0.4 * len(text):
        return True
    if len(text) > _LONGEST_MARKER or _is_sentence(text):
        return False
    if " " in match[0].strip() and not _OPEN.search(match[0]):
        return True
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return following is None or following.linked > 0.5 * len(following.text)


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None and len(text.split()) >= 5


def _keyword_label(text: str) -> re.Match[str] | None:
    """The label of a line of keywords, if a border follows or nothing."""
    label = LABEL.match(text)
    return label if label and (label["border"] or label.end() == len(text)) else None


# --- where the main text is -------------------------------------------------------------------


class MainParent:
    """The element that holds most of the real paragraphs, found when it is first asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._main: int | None = None
        self._alike: frozenset[int] = frozenset()
        self._sought = False

    @property
    def id(self) -> int | None:
        """The element's id; None if no paragraph is real."""
        if not self._sought:
            self._seek()
        return self._main

    def is_main(self, block: Block) -> bool:
        """Whether a block stands where most of the text stands."""
        return self.id is not None and _parent_id(block) == self.id

    def _seek(self) -> None:
        self._sought = True
        real = [b for b in self._blocks if len(b.text) >= 80 and 2 * b.linked < len(b.text)]
        counts = Counter(map(_parent_id, real))
        if not counts:
            return
        self._main, most = counts.most_common(1)[0]
        if len(counts) >= _LEAST_PARTS and 3 * most < len(real):
            self._alike = _most_alike(real)

    def hold_text(self, block: Block, blocks: Sequence[Block], number: int) -> bool:
        """Whether a block that is a link belongs to the text: an address, or a heading above a paragraph.

        A list of products has linked headings amid its text, or one in each of its parts, which look alike
        and hold most of the text; a teaser stands in an element of its own.
        """
        text, kind, *_ = block
        if kind == "list_item":
            return False
        if kind == "heading":
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if (
                following is None
                or following.kind != "paragraph"
                or len(following.text) < 80
                or 2 * following.linked >= len(following.text)
            ):
                return False
            if self.is_main(block):
                return self.is_main(following)
            parent = _parent_id(block)
            return parent is not None and parent in self._alike and parent == _parent_id(following)
        return text.startswith(("http://", "https://")) and " " not in text and self.is_main(block)


_LEAST_PARTS = 3


def _most_alike(real: Sequence[Block]) -> frozenset[int]:
    """Ids of the elements of one class about paragraphs, if most of the text stands in such; else none."""
    groups: dict[tuple[str | None, str], list[Block]] = {}
    for block in real:
        if (look := _look_about(block)) is not None:
            groups.setdefault(look, []).append(block)
    best = max(groups.values(), key=len, default=[])
    ids = frozenset(id_ for block in best if (id_ := _parent_id(block)) is not None)
    return ids if len(ids) >= _LEAST_PARTS and 2 * len(best) > len(real) else frozenset()


def _look_about(block: Block) -> tuple[str | None, str] | None:
    """Tag and class of the element that a block stands in."""
    parent = block.node.parent if block.node is not None else None
    return (parent.tag, parent.attributes.get("class") or "") if parent is not None else None


def _parent_id(block: Block) -> int | None:
    parent = block.node.parent if block.node is not None else None
    return parent.mem_id if parent is not None else None


# --- related articles in one run with the main one --------------------------------------------

_AHEAD = 40  # blocks behind a "read also" among which an article must begin


def split_at_related(
    blocks: Sequence[Block], headline: str = ""
) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """(blocks of the main article, whose headline this is; blocks of each related article given in full).

    A "read also" opens a related article if a headline and real paragraphs follow, and if the main article
    had ended before, or a dateline stands below the headline, or the paragraphs have another parent
    than the main ones, or tell of the headline and the main ones did not. Else it is a teaser in the midst of
    the main article, which goes on behind it.
    Behind one related article, a linked heading or a headline above a dateline opens the next.
    """
    starts = [0]
    ended = False
    for number, block in enumerate(blocks):
        text = block.text
        if len(text) > _SHORT:
            ended = ended or (":" in text[:40] and ends_article(text))
            continue
        opening = first_word(text)
        if opening not in _LABELS and (len(starts) == 1 or block.linked == 0):
            continue
        if opening in _MARKERS and number - starts[-1] > 1 and is_marker(text):
            rest = blocks[number + 1 : number + _AHEAD]
            main = blocks[: starts[1] if len(starts) > 1 else number]
            if (
                gives_article(rest)
                and (
                    ended
                    or _opens_with_dateline(rest)
                    or _has_other_parent(main, blocks[:number], rest)
                    or _tells_of_headline(rest, blocks[max(starts[-1], number - _AHEAD) : number], headline)
                )
            ) or _gives_short_report(rest, ended):
                starts.append(number + 1)
                ended = False
        elif ends_article(text):
            ended = True
        elif len(starts) > 1 and number - starts[-1] > 2 and _opens_next(blocks[number : number + _AHEAD]):
            starts.append(number)
            ended = False
    ends = [start - _is_marker_block(blocks, start) for start in starts[1:]]
    parts = [blocks[start:end] for start, end in zip(starts, [*ends, len(blocks)], strict=True)]
    return parts[0], parts[1:]


def _gives_short_report(blocks: Sequence[Block], ended: bool) -> bool:
    """Whether a heading and two real paragraphs follow that are short, if the main article has ended, or an
    agency's dateline opens them.
    """
    if (
        len(blocks) < 3
        or blocks[0].kind != "heading"
        or not gives_article(blocks, least_length=_SHORT_REPORT)
    ):
        return False
    if ended:
        return True
    dateline = split_dateline(blocks[1].text)
    return dateline is not None and dateline.agency is not None


_SHORT_REPORT = 130  # characters


def _opens_next(blocks: Sequence[Block]) -> bool:
    return blocks[0].kind == "heading" and _is_link(blocks[0]) and gives_article(blocks)


def _is_marker_block(blocks: Sequence[Block], start: int) -> bool:
    """Whether the block before a related article's headline is the "read also" above it."""
    return is_marker(blocks[start - 1].text)


def _is_link(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text)


def ends_article(text: str) -> bool:
    """Whether a line is one that stands below an article: its source, its keywords."""
    opening = first_word(text)
    if opening in _CREDIT_WORDS and len(text) <= 160 and credit_of_line(text):
        return True
    return opening in _KEYWORD_WORDS and _keyword_label(text) is not None


def gives_article(blocks: Sequence[Block], least: int = 2, least_length: int = 300) -> bool:
    """Whether blocks open with a headline and go on with real paragraphs: an article, not teasers.

    Paragraphs are real if `least` of them stand together; a teaser has a heading above each.
    """
    if not blocks or not _is_headline(blocks[0]):
        return False
    length = together = most = 0
    for number, block in enumerate(blocks[1:_AHEAD]):
        if block.kind == "heading" and _is_link(block):
            break  # the next teaser
        if block.kind in ("paragraph", "quote") and _is_running_text(block):
            together += 1
            length += len(block.text)
            most = max(most, together)
            if most >= least and length >= least_length:
                return True
        elif not length and number > 2:
            break  # a list
        else:
            together = 0
    return False


def _is_running_text(block: Block) -> bool:
    text = block.text
    if len(text) < _REAL or 2 * block.linked >= len(text):
        return False
    if block.node is not None:
        return True
    # Flat text has lost its links: a headline among others may be as long as a sentence. Where it has no
    # capitals, the last full stop is often left out, too.
    start = text[:_REAL]
    unmarked = len(text) >= 2 * _REAL and start.lower() == start.upper() and _COMMA.search(text) is not None
    return unmarked or _SENTENCE_END.search(text) is not None


def _is_headline(block: Block) -> bool:
    """Whether a block can be an article's headline: not too long, with words, no sentence of a text."""
    text = block.text
    if not 8 <= len(text) <= 200 or not _WORDS.search(text) or is_marker(text):
        return False
    return block.kind == "heading" or _is_link(block) or not (_SENTENCE_END.search(text) and len(text) > 100)


def _opens_with_dateline(blocks: Sequence[Block]) -> bool:
    return any(
        (dateline := split_dateline(block.text)) is not None and dateline.alone for block in blocks[1:3]
    )


def _has_other_parent(main: Sequence[Block], before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the paragraphs behind stand elsewhere than those of the main article.

    A text in pieces has a parent for each of them, and these look alike.
    """
    parents = {_parent_id(block) for block in main if len(block.text) >= _REAL and block.node is not None}
    real = [block for block in after if len(block.text) >= _REAL]
    others = {_parent_id(block) for block in real}
    if not parents or None in parents | others or parents & others:
        return False
    if len(parents) == 1:
        return True
    looks = {_look_about(block) for block in before if len(block.text) >= _REAL}
    return looks.isdisjoint(map(_look_about, real))


# "The": what is shorter tells nothing. Of Arabic without the article, of others without most endings.
_TELLING = re.compile(r"[^\W\d_]{4,}")
_ARTICLE = re.compile(r"^[وفبكل]?ال(?=\w{3})|^لل(?=\w{3})")
_STEM = 6  # letters
_PAIRS = re.compile(r"(?=([\u3041-\u9fff\uac00-\ud7a3]{2}))")  # where writing has no spaces


def _tells_of_headline(rest: Sequence[Block], before: Sequence[Block], main_headline: str) -> bool:
    """Whether the paragraphs behind a headline tell of it, by words that the text before it has not.

    The text that goes on behind a teaser does not: if teaser and text have a theme in common, its words have
    been told before. A headline of few words is believed if text and text have next to none in common: of
    12,000 places in the midst of Arabic articles 0.2% look so below the headline of another one, and 80% of
    those articles' own.
    """
    if len(rest) > 1 and rest[1].node is None and not _is_running_text(rest[1]):
        return False  # flat text has lost the links of a list
    headline = rest[0].text.lower()
    pairs = set(_PAIRS.findall(headline))
    words = pairs or _telling_words(headline)
    opening = _opening([block for block in rest[1:4] if len(block.text) >= _REAL])
    told = [word for word in words if word in opening]
    known = _opening(before)
    new = sum(word not in known for word in told)
    # A heading of the text's own may follow a "read also" whose links have fallen out; it has fewer words.
    least = 3 + (2 if pairs else 0) + (not _is_link(rest[0]))
    if len(told) >= least and new >= least - 1:
        return True
    if pairs or not new:
        return False
    said, known_words = _telling_words(opening), _telling_words(known)
    if len(said & known_words) > _MOST_IN_COMMON * len(said):
        return False
    return new >= 2 or _only_first_tells_of(_telling_words(main_headline.lower()), known_words, said)


def _only_first_tells_of(headline: set[str], one: set[str], other: set[str]) -> bool:
    return len(headline & one) >= 2 and not headline & other


_MOST_IN_COMMON = 0.08  # of the words of the paragraphs behind a headline, with those before it


def _telling_words(text: str) -> set[str]:
    return {_ARTICLE.sub("", word)[:_STEM] for word in _TELLING.findall(text)}


def _opening(blocks: Sequence[Block]) -> str:
    return " ".join([block.text[:_OPENING] for block in blocks]).lower()


_OPENING = 600  # characters of each paragraph that are looked at
