"""Know the lines above links to other articles: "read also" and its like, in the languages of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tasks.article.body import Block
from tasks.article.line import SENTENCE_END
from tasks.article.spelling import alternatives, by_first_word, first_word, phrases


def is_marker(text: str) -> bool:
    """Whether a line is nothing but "read also" or the like."""
    if len(text) > LONGEST_MARKER:
        return False
    return opens_as_marker(text) and not _is_sentence(text)


def opens_as_marker(text: str) -> bool:
    """Whether a line opens with "read also" or the like, whatever follows."""
    word = first_word(text)
    return word in MARKERS and _marker(word).match(text) is not None


def is_marker_line(block: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is a "read also": the words alone, with a headline behind them, or linked."""
    text = block.text
    match = _marker(first_word(text)).match(text)
    if match is None:
        return False
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    leads = following is None or following.linked > 0.5 * len(following.text)
    # «شاهد: رأيت الجسر ينهار» is a witness's, "Lee: We will win." a coach's.
    if (
        " " not in match[0].strip()
        and first_word(text) in _CALLS
        and not leads
        and block.linked <= 0.4 * len(text)
    ):
        return False
    if not _WORDS.search(text, match.end()) or _BORDER.match(text, match.end()):
        return True
    if block.linked > 0.4 * len(text):
        return True
    if len(text) > LONGEST_MARKER or _is_sentence(text):
        return False
    if " " in match[0].strip() and not _OPEN.search(match[0]):
        return True
    return leads


def is_alone(text: str, opening: str) -> bool:
    """Whether a "read also" has no headline in its own line."""
    match = _marker(opening).match(text)
    return match is not None and not _WORDS.search(text, match.end())


def _is_sentence(text: str) -> bool:
    return SENTENCE_END.search(text) is not None and len(text.split()) >= 5


LONGEST_MARKER = 40  # characters of a line that is nothing but a marker
_BORDER = re.compile(r"[^\w«\"“„(]*[:：>»|→←▶►⬇👇–—][^\w]*|\s*-\s+|\s*(?:\.\.+|…)\s*")
_WORDS = re.compile(r"\w")
# Those that may open a heading of the text: "More in common".
_OPEN = re.compile(
    r"(?:من|عن|في|على|حول|ب\w*|on|from|in|about|von|aus|zu|über|sur|sobre|en\w*|over|om|в)\W*$", re.IGNORECASE
)
# Lines above links to other articles. "*" goes on to the end of the word, before ":" a border has to follow.
_MARKER_PHRASES = phrases(
    """\
اقرأ أيضا|اقرأ أيضًا|اقرأوا أيضا|اقرؤوا أيضا|اقرأي أيضا|اقرء أيضا|قرا أيضا|وأقرأ أيضا|وإقرأ أيضا
اقرأ/ي أيضا|اقرأ للكاتب أيضا|اقرأ:|شاهد:|طالع:|بالفيديو:|צפו:|اقرأ كذلك|اقرأ الآن|اقرأ المزيد|اقرأ في
اقرأ على|اقرأ عن
اقرأ حول|اقرأ التفاصيل|طالع أيضا
طالعوا أيضا|تابع المزيد|خبر ذو صلة|متعلقہ خبر|یہ پڑھیں|یہ خبر بھی پڑھیں|ببینید:|حتما بخوانید
این خبر را هم ببینید|مطالب بیشتر|پیشنهاد ویژه:|לכתבה המלאה|לכתבות נוספות|עוד חדשות
طالع المزيد|شاهد الفيديو|شاهدوا الفيديو
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
אל תפספסו|לקריאה נוספת|חדשות נוספות|הנקראות ביותר|also read|read:|more:|also on|also see|read also|read more
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
hier lesen|lesen sie auch|lesen sie hier|lesen sie mehr|lesen sie dazu|lesen sie jetzt|lesen sie außerdem
lesen sie weiter|lesetipp|lesetipps|lies auch|lies mehr|lies dazu|mehr zum thema|mehr dazu|mehr aus
mehr lesen|mehr von|mehr über|mehr zu|mehr themen|mehr nachrichten|mehr artikel|mehr infos
mehr informationen|weitere artikel|weitere themen|weitere nachrichten|weitere infos|weitere meldungen
weitere links|weitere beiträge|das könnte sie|das könnte sie auch interessieren|das könnte dich
das könnte dich auch interessieren|auch interessant|auch spannend|interessant auch|zum thema|siehe auch
weiterlesen|weiterlesen nach der anzeige|passend zum artikel|passend zum thema|passend dazu|meistgelesen
meistgelesene artikel|meist gelesen|verwandte themen|verwandte artikel|verwandte beiträge
ähnliche artikel|ähnliche beiträge|empfohlene artikel|empfehlungen|empfehlungen der redaktion
jetzt lesen|neueste artikel|top themen|top-themen|zum artikel|hintergründe zum thema|hier weiterlesen
à lire aussi|à lire également|à lire|lire aussi|lire également|lire plus|lire la suite|à voir aussi|à voir:
voir aussi|à écouter aussi|sur le même sujet|sur le même thème|dans la même rubrique|plus d'informations
plus d'infos|plus d'actualités|articles liés|articles similaires|articles associés|à découvrir aussi
à découvrir|vous aimerez aussi|vous pourriez aimer|les plus lus|les plus lues|à ne pas manquer
pour aller plus loin|contenus associés|en lien|notre dossier|nos recommandations|lea aquí|lee aquí
puedes leer:|conoce más:|lea también|lee también
leer también|lea tambien|te puede interesar|le puede interesar|también te puede interesar
mirá también|mirá además|leé también|leé además|leé más|enterate más
puede interesarte|puede interesarle|más información|más noticias|más sobre este tema|más en*
más artículos|noticias relacionadas|noticia relacionada|notas relacionadas|nota relacionada
artículos relacionados|artículo relacionado
contenido relacionado|contenidos relacionados|relacionado|relacionados|temas relacionados|leer más
lee más|lea más|ver más|ver también|vea también|mira también|sigue leyendo|lo más leído|lo más visto
no te pierdas|no te lo pierdas|te recomendamos|recomendados|otras noticias|leia:|leggi:|lee:
confira:|leia também|leia mais
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
skaitykite taip pat|taip pat skaitykite|przeczytaj:|sprawdź:|zobacz:|czytaj także|czytaj też|czytaj również
czytaj więcej
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
irakurri ere|gehiago irakurri|le tamén|ilgili haber*|bunlar da ilginizi çekebilir|buna da bakın
bunları da okuyun|okumadan geçme|detaylar için tıklayın|bunu da oku
bunları da oku|bunlar da var|ilginizi çekebilir|ayrıca bakınız|ayrıca okuyun|ayrıca oku|okumaya devam
daha fazla oku|devamını oku|diğer haberler|benzer haberler|öne çıkan haberler|çok okunanlar
önerilen haberler|həmçinin oxuyun|oxşar xəbərlər|əlaqəli xəbərlər|baca:|pilihan editor|baca juga
simak juga|lihat juga
simak selengkapnya|baca selengkapnya|baca lebih lanjut|artikel terkait|berita terkait|artikel lainnya
berita lainnya|simak video|berita berkaitan|artikel berkaitan|baca lagi|mời độc giả xem thêm|xem thêm
đọc thêm|tin liên quan
bài liên quan|có thể bạn quan tâm|tin cùng chuyên mục|bài viết liên quan|soma zaidi|soma pia
habari zinazohusiana|basahin din|basahin rin|kaugnay na balita|akhri sidoo kale|sidoo kale akhri
karanta kuma|читайте:|материал по теме|читайте также|читайте ещё|читайте еще|читайте в|читайте об этом
читать также|читать далее
читать полностью|смотрите также|смотри также|по теме|материалы по теме|статьи по теме|ещё по теме
еще по теме|подробнее|подробнее об этом|главное за сегодня|похожие новости|похожие материалы|рекомендуем
другие новости|вам может быть интересно|самое читаемое|не пропустите|читайте також|дивіться також
більше новин|матеріали по темі|за темою|схожі новини|чытайце таксама|прочетете още|прочетете повече
вижте още|вижте също|още по темата|още новини|свързани статии|прочитајте још|прочитај и ова
поврзани вести|διαβάστε εδώ|διαβαστε ακομα|διαβαστε επισης|διαβαστε περισσοτερα|δειτε επισης
διαβάστε επίσης|διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε περισσότερα|δείτε επίσης
δείτε ακόμα|σχετικά άρθρα|σχετικά|यह भी पढ़ें|यह भी पढ़े|ये भी पढ़ें|इसे भी पढ़ें|और पढ़ें|पढ़ें:|आगे पढ़ें
संबंधित खबरें|संबंधित समाचार|यह भी देखें|हेही वाचा|आणखी वाचा|संबंधित बातम्या|यो पनि पढ्नुहोस्|আরও পড়ুন
আরও দেখুন|আরও খবর
আরো পড়ুন|সম্পর্কিত খবর|மேலும் படிக்க|தொடர்புடைய செய்திகள்|ఇవి కూడా చదవండి|ಇದನ್ನೂ ಓದಿ|ഇതും വായിക്കുക
આ પણ વાંચો
ਇਹ ਵੀ ਪੜ੍ਹੋ|อ่านข่าวที่เกี่ยวข้อง|อ่านต่อ|อ่านข่าว|ข่าวแนะนำ|இதையும் படிக்க|இதையும் படியுங்கள்|ఇది కూడా చదవండి
కూడా చదవండి
കൂടുതൽ വായിക്കുക|こちらも読む|你可能感兴趣|你可能感興趣
함께 보면 좋은 기사|함께 볼만한 기사|더 읽기|povezani članci
повезане вести|повезани чланци|citiți și|citiţi şi|ajánlott cikkek|tengdar fréttir|sjá einnig
susiję straipsniai
loe lisaks|unaweza pia kusoma|በተጨማሪ ያንብቡ|bunu da oxuyun|წაიკითხეთ ასევე|იხილეთ ასევე|მსგავსი სიახლეები
կարդացեք նաև|կարդալ նաև|shuningdek o‘qing|shuningdek o'qing|mavzuga oid|тағы оқыңыз|оқи отырыңыз
прочитајте и|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านข่าวเพิ่มเติม|関連記事|関連ニュース|関連リンク|関連キーワード記事
あわせて読みたい|合わせて読みたい|おすすめ記事|おすすめ|続きを読む|もっと読む|相关阅读|相关新闻|相关报道|相关文章
延伸阅读|相关链接|相關連結|點我看更多|看更多|推荐阅读|更多新闻|更多报道|相關新聞|相關報導|相關閱讀|延伸閱讀|推薦閱讀|更多新聞|관련기사
관련 기사|관련 뉴스|관련뉴스|더보기|함께 읽으면 좋은 기사|추천 기사"""
)
MARKERS = by_first_word(_MARKER_PHRASES)
_CALLS = frozenset(first_word(phrase) for phrase in _MARKER_PHRASES if phrase.endswith(":"))


@cache  # as it is met: all languages' at once are half of what the start of a worker costs
def _marker(word: str) -> re.Pattern[str]:
    """The pattern of the markers that open with `word`, which is one of MARKERS."""
    return re.compile(rf"^\W*{alternatives(MARKERS[word])}", re.IGNORECASE)
