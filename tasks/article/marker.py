"""Know the lines above links to other articles: "read also" and its like, in the languages of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tasks.article.body import Block
from tasks.article.line import SENTENCE_END
from tasks.article.spelling import alternatives, by_first_word, first_word, phrases
from tasks.fold import fold


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
    word = first_word(text)
    match = _marker(word).match(text) if word in MARKERS else None
    if match is None:
        return _names_links(block, blocks, number)
    leads = _stands_above_links(blocks, number)
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


def _stands_above_links(blocks: Sequence[Block], number: int) -> bool:
    """Whether a link is the next block, or none follows."""
    following = blocks[number + 1] if number + 1 < len(blocks) else None
    return following is None or following.linked > 0.5 * len(following.text)


def _names_links(block: Block, blocks: Sequence[Block], number: int) -> bool:
    """Whether a line names the links below it or its own: "Other stories", which texts say, too."""
    match = _BEFORE_COLON.match(block.text)
    if match is None or fold(match[0]) not in _NAMES_OF_LINKS:
        return False
    if _WORDS.search(block.text, match.end()):
        return block.linked > 0.4 * len(block.text)
    return _stands_above_links(blocks, number)


def is_alone(text: str, opening: str) -> bool:
    """Whether a "read also" has no headline in its own line."""
    match = _marker(opening).match(text) if opening in MARKERS else None
    return match is not None and not _WORDS.search(text, match.end())


def _is_sentence(text: str) -> bool:
    return SENTENCE_END.search(text) is not None and len(text.split()) >= 5


LONGEST_MARKER = 40  # characters of a line that is nothing but a marker
_BORDER = re.compile(r"[^\w«\"“„(]*[:：>»|→←▶►⬇👇–—][^\w]*|\s*-\s+|\s*(?:\.\.+|…)\s*")
_WORDS = re.compile(r"\w")
_BEFORE_COLON = re.compile(r"[^:：|»]{2,60}")
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
прочитајте и|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|อ่านข่าวเพิ่มเติม|関連記事|関連ニュース|関連リンク
関連キーワード記事
あわせて読みたい|合わせて読みたい|おすすめ記事|おすすめ|続きを読む|もっと読む|相关阅读|相关新闻|相关报道
相关文章
延伸阅读|相关链接|相關連結|點我看更多|看更多|推荐阅读|更多新闻|更多报道|相關新聞|相關報導|相關閱讀
延伸閱讀|推薦閱讀|更多新聞|관련기사
관련 기사|관련 뉴스|관련뉴스|더보기|함께 읽으면 좋은 기사|추천 기사"""
)
MARKERS = by_first_word(_MARKER_PHRASES)
# Such lines stand above links, but may be a part's heading as well or open a sentence: they must be the
# whole line or what stands before its colon, and a link has to follow, or nothing. Letters count, as in
# `fold`.
_NAMES = phrases(
    """\
إقرئي أيضاً|يُقرأ أيضاً|طالعي أيضا|تصفح أيضا|أنظر أيضا|راجع أيضا|شاهدي أيضا|اقرأ للمزيد|أخبار تهمك
مقالات تهمك|مواضيع تهمك|إليك أيضا|أخبار لها علاقة|في سياق متصل اقرأ|لا تفوتك قراءة|مقترحات لك|مقترح لك
موصى به|موصى لك|المقالات ذات الصلة|الأخبار ذات الصلة|المواضيع ذات الصلة|مواد ذات صلة|مواد متعلقة
قراءات ذات صلة|اقرأ الخبر كاملا|لقراءة الخبر كاملا|مزيد من الأخبار|أحدث الأخبار|آخر الأخبار|قصص قد تهمك
قصص مقترحة|فيديو ذو صلة|فيديو قد يعجبك|اقرأ الموضوع التالي|للاطلاع على المزيد|كما يمكنك الاطلاع على
اطلع أيضا|اطلعوا أيضا|تعرف أيضا على|موضوع يهمك|نوصي بقراءة|ننصحك بقراءة|ننصحكم بقراءة|أخبار ذات علاقة
مواضيع ذات علاقة|بیشتر بدانید|اینجا بخوانید|مطالعه بیشتر|این گزارش را هم بخوانید|این مقاله را هم بخوانید
این مطالب را هم بخوانید|پیشنهاد مطالعه|پیشنهاد سردبیر|پیشنهاد خواندنی|خواندنی‌ها|داغ‌ترین‌ها|مطلب پیشنهادی
خبر پیشنهادی|گزارش مرتبط|عناوین مرتبط|مقالات مرتبط|حتما ببینید|در این زمینه بخوانید|در این باره بخوانید
لینک‌های مرتبط|تازه‌ترین اخبار|جدیدترین اخبار|آخرین اخبار|مزید جانیں|مزید خبروں کے لیے|متعلقہ پوسٹس
تازہ ترین خبریں|مقبول خبریں|آپ یہ بھی پڑھ سکتے ہیں|مزید مضامین|ضرور پڑھیں|نورې اړوندې|نور خبرونه|دا هم ولوله
دا هم وګورئ|اړوند خبرونه|نور یې ولولئ|زیاتر ببینە|هەواڵە پەیوەندیدارەکان|بابەتە پەیوەندیدارەکان
زۆرترین خوێندراوە|هەواڵی زیاتر|herwiha bixwîne|zêdetir bixwîne|nûçeyên têkildar|nûçeyên din
her wiha bixwînin|כתבות מומלצות|כתבות שיעניינו אותך|אולי תאהבו|הכתבות הנקראות|הנצפות ביותר|ידיעות נוספות
מומלץ לקרוא|המלצת המערכת|לכתבה הקודמת|קישורים נוספים|צפו בווידאו|הכי נקראות|also worth reading
suggested for you|suggested stories|more headlines|more articles|other stories|other news|in other news
in other developments|also in the news|icymi|you may want to read|you might want to read|you may have missed
you may also want to read|you might have missed|read our other stories|latest updates|latest headlines
latest from|recent posts|recent stories|recent articles|recent news|top news|top reads|top headlines
today's top stories|popular articles|popular posts|popular reads|keep reading|keep on reading
what others are reading|what else to read|what you need to read|people also read|readers also read
readers also liked|others also read|other articles|explore more|discover more|find out more|check also
check this out|read related|read related stories|read the latest|read in full|read full story|full story
full coverage|also watch|our picks|our top picks|top picks|top picks for you|featured stories
featured articles|featured posts|from our archive|from the archive|from the archives|dig deeper|go deeper
next read|next up|previous coverage|earlier story|earlier report|earlier coverage|earlier stories
more by this author|you'll also like|you'll love|handpicked for you|picks for you|long reads|click to read
click here to read|tap to read|similar reads|similar news|similar topics|linked stories|see related
see related stories|on the same topic|on this topic|quick reads|quick links|useful links|external links
best reads|stories you may like|stories you might like|stories you may have missed
stories you shouldn't miss|articles you may like|news you may like|we recommend|we also recommend
das thema könnte dich auch interessieren|das thema könnte sie auch interessieren
dieses thema könnte dich auch interessieren|diese themen könnten sie auch interessieren
diese artikel könnten sie auch interessieren|dieser artikel könnte sie auch interessieren
das interessiert sie auch|das könnte euch auch interessieren|auch das könnte sie interessieren
könnte dich auch interessieren|könnte sie auch interessieren|vielleicht interessiert sie auch
auch lesenswert|lest auch|weitere news|weiterführende links|weiterführende artikel|weiter lesen|dazu passend
zum weiterlesen|aktuelle nachrichten|aktuelle artikel|neueste nachrichten|neueste beiträge|beliebte artikel
beliebteste artikel|meistgeklickt|am meisten gelesen|am häufigsten gelesen|unsere empfehlungen
unsere empfehlung|unsere leseempfehlung|leseempfehlung|leseempfehlungen|empfehlung der redaktion|empfohlen
empfohlene beiträge|für sie empfohlen|für sie ausgewählt|für dich ausgewählt|andere lasen auch
andere leser interessierte auch|leser interessierten sich auch für|ähnliche themen|ähnliche nachrichten
verwandte inhalte|themenverwandte artikel|links zum thema|artikel zum thema|topnews|top-artikel|auch dazu
lesen sie zum thema|lesen sie hierzu auch|hier geht's zum artikel|nicht verpassen|verpassen sie nicht
à relire|lisez aussi|lisez également|lire encore|lire notre article|lire l'article|voir également
vidéo à voir|à voir également|à consulter aussi|sur ce sujet|sur le sujet|dans le même dossier
dans la même catégorie|articles récents|derniers articles|articles populaires|articles recommandés
nos articles recommandés|recommandé pour vous|recommandés pour vous|nos derniers articles|autres articles
autres actualités|d'autres articles|plus d'articles|plus de nouvelles|plus sur ce sujet|pour en savoir plus
en savoir plus|cela pourrait vous intéresser|ça pourrait vous intéresser
cet article pourrait vous intéresser|ces articles pourraient vous intéresser|ceci pourrait vous intéresser
vous aimerez également|vous aimerez peut-être|vous pourriez aussi aimer|vous pourriez être intéressé par
vous êtes intéressé|les plus consultés|les plus vus|les plus populaires|le plus lu|à la une|ne manquez pas
ne ratez pas|les articles les plus lus|articles connexes|article connexe|contenu similaire
contenus similaires|sujets associés|retrouvez aussi|découvrez aussi|découvrez également|à ne pas rater
lea además|leer además|también lee|también lea|también puedes leer|también puede leer|puedes leer también
te podría interesar|le podría interesar|quizás te interese|quizá te interese|quizás le interese
tal vez te interese|podría interesarte|puede que te interese|te interesa|te interesará|también te interesa
también te podría interesar|esto te puede interesar|esto te interesa|lo que debes leer|no dejes de leer
no deje de leer|no se pierda|imperdibles|historias relacionadas|más historias|más leídas|las más leídas
más leídos|más vistas|lo más reciente|noticias recientes|artículos recientes|artículos recomendados
le recomendamos|además lee|entérate más|conoce más|descubre más|para más información|más detalles
más contenido|más sobre|más de|ver además|vea además|mire también|seguir leyendo|continúa leyendo
otras notas|otros artículos|más notas|contenido recomendado|temas de interés|ampliar información
lectura recomendada|lecturas recomendadas|enlaces relacionados|noticias de interés|noticias similares
artículos similares|publicaciones relacionadas|entradas relacionadas|ver nota|ver noticia|leia a seguir
leia a reportagem completa|leia na íntegra|leia a matéria completa|leia o artigo completo|assista também
confira mais|confira ainda|não deixe de ler|não deixe de ver|pode interessar|pode ser do seu interesse
talvez você goste|você pode se interessar|você também pode se interessar|também pode gostar
pode gostar de ler|mais populares|mais vistos|mais vistas|mais artigos|artigos recomendados
recomendado para você|posts relacionados|artigos semelhantes|notícias semelhantes|outras notícias
continue a ler|continuar a ler|continuar lendo|ler ainda|ver também|veja a seguir|a não perder
matéria relacionada|reportagem relacionada|conteúdos relacionados|sugestão de leitura|sugestões de leitura
leggi pure|leggi ancora|leggi l'articolo|leggi l'articolo completo|leggi qui|leggi altro|leggi la notizia
leggete anche|per saperne di più|scopri di più|scopri anche|guarda pure|ti può interessare
ti può interessare anche|può interessarti|può interessarti anche|potrebbe piacerti|forse ti interessa
articoli consigliati|consigliati per te|articoli simili|articoli recenti|ultimi articoli|ultime notizie
notizie recenti|i più visti|più letti|più lette|gli articoli più letti|altri articoli|altre news
sullo stesso tema|sullo stesso argomento|sull'argomento|non perderti|non perdere|da leggere|da leggere anche
leggi i nostri articoli|contenuti consigliati|temi correlati|lees nu|lees dit ook|ook lezen|lees vooral ook
kijk ook|bekijk hier|kijk verder|luister ook|meer artikelen|meer van|meer uit|meer weten|andere artikelen
dit vind je misschien ook interessant|dit vindt u misschien ook interessant|misschien ook interessant
misschien vind je dit ook leuk|ook leuk|ook leuk om te lezen|best gelezen|veel gelezen|populaire artikelen
meest bekeken|meest recent|laatste nieuws|recente artikelen|aanraders|leestips|verder lezen
gerelateerde berichten|gerelateerde onderwerpen|zie verder|mis niet|niet te missen|läs hela|läs nästa
mer läsning|mer i ämnet|mer från|fler artiklar|fler nyheter|relaterade nyheter|liknande artiklar
du kanske också gillar|kanske intresserar dig|rekommenderat|rekommenderade artiklar|senaste nytt
senaste nyheterna|populärast|se mer|titta också|lyssna också|les hele saken|les flere|se flere|flere saker
flere nyheter|anbefalt|anbefalte artikler|anbefalt for deg|siste nytt|siste nyheter|mest leste
relaterte saker|liknende artikler|hør også|ikke gå glipp av|læs videre|læs hele artiklen|læs artiklen
se mere|mere om emnet|mere om|flere artikler|seneste nyt|relaterede nyheder|anbefalede artikler
populære artikler|måske er du interesseret i|gå ikke glip af|lue koko juttu|lue tästä|lue tästä lisää
lue aiheesta lisää|lisää aiheesta|aiheesta lisää|aiheesta muualla|katso video|kuuntele myös|suosituimmat
suositut|suositellut|uusimmat|tuoreimmat|sinua voisi kiinnostaa|saattaisit pitää|älä missaa|lestu einnig
lesa einnig|lestu líka|sjá líka|mest lesið|nýjast|nýjustu fréttir|fleiri fréttir|loe edasi|loe rohkem
loe hiljem|vaata lisaks|enim loetud|seotud lood|seotud artiklid|rohkem uudiseid|lasi vēl|lasiet vēl
skaties arī|lasītākie|saistītie raksti|saistītās ziņas|citas ziņas|skaitykite daugiau|skaityti daugiau
taip pat žiūrėkite|skaitomiausi|susijusios naujienos|daugiau naujienų|skaitykite ir|czytaj całość
czytaj cały artykuł|przeczytaj koniecznie|warto przeczytać|warto wiedzieć|zobacz koniecznie|obejrzyj także
obejrzyj też|posłuchaj też|sprawdź też|sprawdź także|sprawdź również|więcej na ten temat|więcej na temat
więcej o|więcej informacji|więcej wiadomości|może cię zainteresować|może cię też zainteresować
mogą cię zainteresować|to może cię zainteresować|zainteresuje cię także|najnowsze wiadomości
najpopularniejsze|inne artykuły|inne wiadomości|pozostałe artykuły|podobne tematy|podobne wiadomości
tematy powiązane|nie przegap|w tym temacie|na ten temat|dalej przeczytasz|artykuły powiązane|zobacz podobne
redakcja poleca|přečtěte si více|přečtěte si dále|přečtěte si rovněž|čtěte i|čtěte rovněž|dále čtěte
číst dále|podívejte se také|podívejte se|poslechněte si|mohlo by vás také zajímat|mohlo by tě zajímat
může vás zajímat|zajímat by vás mohlo|doporučené články|doporučené|podobné články|další články|další zprávy
další čtení|další články z rubriky|nejnovější|více zde|více o tématu|více informací|víc k tématu
nepřehlédněte|nenechte si ujít|čítajte tiež|čítajte ďalej|čítať viac|čítať ďalej|pozrite si aj|pozrite aj
mohlo by vás zaujať|mohlo by ťa zaujímať|môže vás zaujímať|odporúčané články|ďalšie články|ďalšie správy
najčítanejšie|najnovšie|viac o téme|súvisiace témy|súvisiace správy|neprehliadnite|nenechajte si ujsť
ezt olvasta már|ezt is ajánljuk|ezt olvasd el|ezek is érdekelhetik|ez is érdekelhet|ez is érdekelhet még
ez is érdekes lehet|további cikkek|további hírek|további részletek|legolvasottabb|legolvasottabbak
legfrissebb|legfrissebb hírek|legnépszerűbb|ajánlatunk|önnek ajánljuk|hasonló cikkek|nézze meg ezt is
korábban írtuk|tovább olvasom|citește în continuare|citiți mai mult|citește continuarea|citește articolul
citește tot articolul|vezi mai mult|vedeți și|urmărește și|ascultă și|pe același subiect
te-ar putea interesa|te-ar mai putea interesa|v-ar putea interesa|ați putea fi interesat|îți recomandăm
vă recomandăm|recomandări|recomandarea redacției|știri recomandate|alte articole|alte știri|articole recente
cele mai citite|cele mai noi|cele mai noi știri|ultimele știri|ultimele articole|știri din aceeași categorie
articole asemănătoare|articole pe aceeași temă|mai multe detalii|mai multe despre|mai multe știri|nu rata
nu ratați|διάβασε επίσης|διάβασε ακόμα|διαβάστε και|διαβάστε και αυτό|διαβάστε αναλυτικά
διαβάστε τη συνέχεια|διαβάστε όλο το άρθρο|δείτε ακόμη|δείτε και|δείτε εδώ|δες επίσης|δες ακόμα
δείτε το βίντεο|ακούστε επίσης|σχετικές ειδήσεις|παρόμοια άρθρα|προτεινόμενα|προτεινόμενα άρθρα
περισσότερα νέα|τελευταία νέα|τελευταίες ειδήσεις|δημοφιλή|τα πιο δημοφιλή|μη χάσετε|μην χάσετε
μπορεί να σας ενδιαφέρει|μπορεί επίσης να σας αρέσει|ίσως σας ενδιαφέρει|άλλα άρθρα|ροή ειδήσεων
πιο δημοφιλή|прочетете също|прочети още|прочети повече|четете още|четете също|чети още|вижте повече|виж още
виж повече|вижте и|още от|още от категорията|свързани новини|свързани публикации|подобни статии|препоръчани
препоръчваме ви|може да ви хареса|може да ви заинтересува|може да харесате|може би ще ви е интересно
най-четени|най-четено|най-нови|последни новини|не пропускайте|по темата|към темата|pročitaj i|pročitaj više
čitajte još|čitaj više|čitajte više|nastavi čitati|pogledajte i|pogledaj i|pogledajte još|pogledaj više
poslušajte i|vezani članci|vezane teme|povezane teme|slični članci|slične vijesti|slične vesti
možda će vas zanimati|moglo bi vas zanimati|ostale vijesti|ostale vesti|još vijesti|još vesti|više o temi
više vijesti|više iz rubrike|na istu temu|ne propustite|ne propusti|прочитај више|читајте још|погледајте и
најчитаније|најновије|можда вас занима|сличне вести|više pročitajte|preberite več|beri še|berite tudi
poglejte še|poglejte tudi|sorodni članki|sorodne novice|sorodne vsebine|morda vas zanima|najbolj brano
več o temi|več novic|zadnje novice|прочитајте повеќе|прочитај повеќе|прочитај уште|погледнете и|слични вести
поврзани содржини|поврзани статии|најчитани|најнови вести|можеби ќе ве интересира|lexo gjithashtu
lexo më tej|lexo lajmin e plotë|shiko edhe|shihni edhe|lajme të ngjashme|të ngjashme|më të lexuarat
lajmet e fundit|mund t'ju interesojë|artikuj të ngjashëm|et pot interessar|també et pot interessar
us pot interessar|més notícies|més llegit|el més llegit|articles relacionats|continua llegint
irakurri gehiago|albiste gehiago|erlazionatutakoak|le máis|máis información|máis lido|i̇lgili içerik
i̇lgili yazılar|i̇lgili konular|şunu da oku|şunları da okuyun|bunu da okuyun|bunlara da bakın
bu haberler de ilginizi çekebilir|bu haber de ilginizi çekebilir|bu da ilginizi çekebilir|benzer içerikler
benzer konular|benzer yazılar|sizin için seçtiklerimiz|sizin için önerilenler|editörün seçtikleri
editörün seçimi|en çok okunanlar|en çok okunan|en çok okunan haberler|çok okunan|en son haberler
son haberler|son dakika haberleri|daha fazla haber|daha fazlası|daha fazla bilgi|daha fazlasını oku
devamını okuyun|haberin tamamı|haberin devamı için|haberin devamı için tıklayın
haberin detayı için tıklayınız|tavsiye edilenler|gözden kaçırmayın|kaçırmayın|sıradaki haber
diğer haberlerimiz|popüler haberler|öne çıkanlar|i̇zleyin|həmçinin oxu|həmçinin bax|ətraflı oxu|davamını oxu
digər xəbərlər|ən çox oxunan|ən çox oxunanlar|son xəbərlər|maraqlı xəbərlər|bu da maraqlıdır|mövzu ilə bağlı
mövzu üzrə xəbərlər|читайте по теме|читайте подробнее|читайте больше|читайте полностью|читайте далее
читать ещё|читать подробнее|читать статью|читать статью полностью|читать новость|прочитайте также
прочтите также|почитайте также|смотреть также|смотреть ещё|слушайте также|ещё новости|другие материалы
другие статьи|новости по теме|новость по теме|сюжеты по теме|на ту же тему|связанные новости
связанные материалы|связанные статьи|похожие статьи|рекомендуемые материалы|советуем прочитать
вас может заинтересовать|вам может понравиться|вам также может понравиться|вам будет интересно
самое интересное|самое популярное|популярные новости|популярные материалы|самые читаемые|последние новости
свежие новости|новости партнёров|лента новостей|главные новости|не пропусти|что почитать|ранее по теме
выбор редакции|выбор читателей|читай також|читайте ще|читати далі|читати більше|читати також|читати повністю
читайте більше|читайте по темі|дивись також|слухайте також|більше за темою|докладніше про це|ще за темою
ще по темі|ще новини|по темі|новини за темою|новини по темі|матеріали за темою|пов'язані новини
схожі матеріали|інші новини|рекомендуємо прочитати|радимо прочитати|вас може зацікавити
вас також може зацікавити|вам може сподобатися|вам може бути цікаво|популярні новини|останні новини
найпопулярніше|найчитаніше|не пропустіть|головні новини|вибір редакції|чытайце яшчэ|чытаць далей
глядзіце таксама|па тэме|яшчэ па тэме|тағы оқы|сондай-ақ оқыңыз|осы тақырыпта|тақырып бойынша|осыған ұқсас
ұқсас жаңалықтар|басқа жаңалықтар|толығырақ оқу|соңғы жаңалықтар|көп оқылған|бошқа янгиликлар|кўпроқ ўқинг
мавзуга оид|яна ўқинг|batafsil o‘qing|mavzuga doir|boshqa yangiliklar|o‘xshash yangiliklar|ko‘p o‘qilgan
so‘nggi yangiliklar|yana o‘qing|дагы окуңуз|окшош жаңылыктар|башка жаңылыктар|бу темада|инчунин бихонед
бештар бихонед|мавод ба ин мавзӯъ|წაიკითხეთ აგრეთვე|ასევე წაიკითხეთ|ასევე იხილეთ|იხილეთ აგრეთვე
წაიკითხეთ მეტი|წაიკითხე მეტი|მსგავსი სტატიები|დაკავშირებული სტატიები|დაკავშირებული|ბოლო სიახლეები|პოპულარული
სხვა სიახლეები|կարդացեք ավելին|կարդալ ավելին|կարդա նաև|տես նաև|տեսեք նաև|դիտեք նաև|նմանատիպ նյութեր
նմանատիպ լուրեր|կապված նյութեր|այս թեմայով|թեմայի շուրջ|ամենաընթերցվածը|ամենաընթերցված|վերջին լուրեր
այլ նորություններ|ये भी पढ़े|ये भी देखें|यह भी जानें|इन्हें भी पढ़ें|इसे भी देखें|इसे पढ़ें|और भी पढ़ें
पूरी खबर पढ़ें|पूरा पढ़ें|पढ़ें पूरी खबर|पढ़ें यह भी|जरूर पढ़ें|ज़रूर पढ़ें|संबंधित लेख|संबंधित ख़बरें
सम्बंधित खबरें|सम्बन्धित समाचार|संबंधित स्टोरी|संबंधित वीडियो|और खबरें|अन्य खबरें|अन्य ख़बरें|ताजा खबरें
ताज़ा खबरें|लेटेस्ट खबरें|ट्रेंडिंग न्यूज़|सबसे ज्यादा पढ़ी गई|वीडियो देखें|देखें वीडियो|भी पढ़ें|हे पण वाचा
हे ही वाचा|हे देखील वाचा|हेही पहा|अधिक वाचा|आणखी बातम्या|संबंधित बातमी|ताज्या बातम्या|पुढे वाचा|नक्की वाचा
वाचा|यो पनि पढौँ|यो पनि हेर्नुहोस्|थप समाचार|सम्बन्धित खबर|पूरा पढ्नुहोस्|ताजा समाचार|আরো খবর|আরও জানুন
আরও সংবাদ|এ সম্পর্কিত আরও খবর|এ সম্পর্কিত খবর|এই সম্পর্কিত|সম্পর্কিত সংবাদ|সম্পর্কিত বিষয়|সংশ্লিষ্ট খবর
আরো দেখুন|বিস্তারিত পড়ুন|এটিও পড়ুন|এগুলোও পড়ুন|সর্বশেষ খবর|সর্বাধিক পঠিত|সবচেয়ে বেশি পঠিত
এ বিভাগের আরও খবর|পড়তে পারেন|আপনার জন্য|இதையும் படிங்க|இதையும் பாருங்க|இதையும் பாருங்கள்
இதனையும் படியுங்கள்|மேலும் படிங்க|மேலும் செய்திகள்|மேலும் வாசிக்க|மேலும் படியுங்கள்|மேலும் தெரிந்துகொள்ள
தொடர்புடைய செய்தி|தொடர்புடைய கட்டுரைகள்|தொடர்புடையவை|தொடர்புடைய பதிவுகள்|அதிகம் படிக்கப்பட்டவை
சமீபத்திய செய்திகள்|இதையும் வாசிக்க|இதையும் பார்க்க|இவற்றையும் படிக்கலாம்|ఇదీ చదవండి|ఇది చదవండి|ఇదీ చూడండి
ఇవీ చదవండి|ఇవీ చూడండి|ఇంకా చదవండి|మరిన్ని వార్తలు|మరిన్ని చదవండి|మరింత చదవండి|సంబంధిత వార్తలు|సంబంధిత కథనాలు
తాజా వార్తలు|ఇవి కూడా చూడండి|ಇದನ್ನು ಓದಿ|ಇದನ್ನೂ ನೋಡಿ|ಇದನ್ನು ಸಹ ಓದಿ|ಇನ್ನಷ್ಟು ಓದಿ|ಹೆಚ್ಚು ಓದಿ|ಸಂಬಂಧಿತ ಸುದ್ದಿ
ಸಂಬಂಧಿತ ಸುದ್ದಿಗಳು|ಇತ್ತೀಚಿನ ಸುದ್ದಿ|ಮತ್ತಷ್ಟು ಓದಿ|കൂടുതൽ വായിക്കാൻ|കൂടുതൽ വായിക്കാം|കൂടുതൽ വായിക്കൂ
കൂടുതൽ വാർത്തകൾ|ഇതും വായിക്കൂ|ഇതും വായിക്കാം|ഇതുകൂടി വായിക്കൂ|ഇതുകൂടി വായിക്കുക|ഇതും കാണുക
ബന്ധപ്പെട്ട വാർത്തകൾ|അനുബന്ധ വാർത്തകൾ|മറ്റു വാർത്തകൾ|തുടർന്ന് വായിക്കുക|આ પણ જુઓ|આ વાંચો|વધુ વાંચો
વધુ સમાચાર|સંબંધિત સમાચાર|આગળ વાંચો|ઇસે ભી પઢે|તાજા સમાચાર|ਇਹ ਵੀ ਦੇਖੋ|ਹੋਰ ਪੜ੍ਹੋ|ਹੋਰ ਖ਼ਬਰਾਂ|ਹੋਰ ਖਬਰਾਂ
ਸਬੰਧਤ ਖ਼ਬਰਾਂ|ਸੰਬੰਧਿਤ ਖ਼ਬਰਾਂ|ਪੂਰੀ ਖ਼ਬਰ ਪੜ੍ਹੋ|ଆହୁରି ପଢ଼ନ୍ତୁ|ଏହା ବି ପଢ଼ନ୍ତୁ|অধিক পঢ়ক|তද කියවන්න|තවත් කියවන්න
වැඩිදුර කියවන්න|තවත් පුවත්|අදාළ පුවත්|මෙයත් කියවන්න|සම්බන්ධිත පුවත්|නවතම පුවත්|තව දුරටත් කියවන්න
อ่านข่าวอื่นๆ|อ่านข่าวต้นฉบับ|อ่านประกอบ|อ่านต่อที่|อ่านด้วย|ข่าวอื่นๆ|ข่าวที่น่าสนใจ|ข่าวเกี่ยวข้อง
ข่าวล่าสุด|ข่าวยอดนิยม|บทความที่เกี่ยวข้อง|บทความแนะนำ|เรื่องที่เกี่ยวข้อง|เนื้อหาที่เกี่ยวข้อง|เรื่องแนะนำ
แนะนำสำหรับคุณ|ดูเพิ่มเติม|เรื่องน่าสนใจ|คลิกอ่านเพิ่มเติม|ยอดนิยม|xem ngay|xem tiếp|đọc tiếp|đọc nhiều
đọc ngay|đọc nhiều nhất|tin cùng chủ đề|bài cùng chủ đề|tin khác|tin mới|tin mới nhất|tin nổi bật
tin đọc nhiều|tin cũ hơn|các tin khác|bài đọc nhiều|bài viết cùng chủ đề|bài viết khác|bạn có thể quan tâm
bạn có thể thích|có thể bạn thích|gợi ý cho bạn|dành cho bạn|đừng bỏ lỡ|mời xem thêm|mời bạn xem thêm
mời bạn đọc xem thêm|tham khảo thêm|cùng chuyên mục|nội dung liên quan|chủ đề liên quan|video liên quan
baca pula|baca ini juga|baca berita lainnya|baca artikel lainnya|baca artikel selengkapnya
baca artikel menarik lainnya|baca berita terkait|lihat selengkapnya|lihat lainnya|tonton juga|simak pula
simak berita lainnya|dengarkan juga|artikel lain|artikel rekomendasi|artikel menarik lainnya|berita lain
berita terkini|berita terbaru|berita populer|berita terpopuler|berita utama|terpopuler
rekomendasi untuk anda|rekomendasi untukmu|pilihan redaksi|pilihan untukmu|jangan lewatkan|info terkait
topik terkait|konten terkait|anda mungkin suka|anda mungkin juga suka|mungkin anda suka
mungkin anda tertarik|baca seterusnya|baca lanjut|baca berita penuh|paling popular|terhangat
anda mungkin berminat|ikuti juga|basahin ang|basahin|kaugnay na mga balita|kaugnay na artikulo
iba pang balita|panoorin din|magbasa pa|soma hapa|soma hii pia|soma habari zaidi|unaweza kusoma pia
habari nyingine|habari zaidi|tazama pia|mada zinazohusiana|zinazosomwa zaidi|ተጨማሪ ያንብቡ|ተጨማሪ ለማንበብ|ይህንንም ያንብቡ
ተዛማጅ ዜናዎች|ተያያዥ ዜናዎች|ተያያዥ ዘገባዎች|ተዛማጅ ጽሑፎች|በብዛት የተነበቡ|sidoo kale akhriso|akhriso sidoo kale|wararka la xiriira
war la xiriira|wararka kale|halkan ka akhri|karin bayani|karin labarai|karanta wannan|karanta wasu labarai
labarai masu alaka|labarai masu alaƙa|labarai masu nasaba|wasu labaran|a karanta|ka karanta|ka kuma karanta
gụọkwuo|fundza futhi|funda futhi|funda kabanzi|funda nalapha|bala hapa|热门推荐|热门文章|热门新闻
猜你喜欢|你可能喜欢|您可能感兴趣
您可能喜欢|更多阅读|更多内容|更多精彩|更多相关|阅读更多|阅读全文|精彩推荐|为您推荐|编辑推荐|往期回顾
往期推荐|点击阅读|上一篇|下一篇|另请参阅|参考阅读|扩展阅读|更多文章|最新新闻|最新消息|推荐新闻
更多相關新聞|更多報導|更多內容|推薦新聞|推薦文章|相關報道|相關文章|相關內容|熱門新聞|熱門文章|猜你喜歡
你可能也想看|你可能還想看|你可能也喜歡|你可能會喜歡|編輯推薦|編輯精選|為你推薦|同場加映
看更多相關新聞|更多報道|閱讀更多|繼續閱讀|下一則|あわせて読む|合わせて読む|併せて読みたい
こちらもおすすめ|こちらの記事もおすすめ|こちらもチェック|こちらもご覧ください|この記事もおすすめ|関連
関連する記事|関連トピックス|関連動画|関連情報|関連特集|関連コンテンツ|関連サイト|オススメ記事
おすすめの記事|おすすめ関連記事|おすすめコンテンツ|人気記事|人気の記事|人気記事ランキング|注目記事
注目の記事|注目ニュース|最新記事|新着記事|アクセスランキング|この記事を読んだ人は
この記事を読んだ人におすすめ|こんな記事も読まれています|こんな記事もおすすめ|よく読まれている記事
続きはこちら|続きを見る
詳しくはこちら|記事全文を読む|前の記事|次の記事|もっと見る|バックナンバー|次に読む|관련 보도|관련 글
관련글|연관기사|연관 기사|추천기사|추천뉴스|추천 뉴스|추천 콘텐츠|인기기사|인기 기사
인기뉴스|많이 본 기사|많이 본 뉴스|많이본뉴스|가장 많이 본|가장 많이 본 뉴스|주요기사|주요뉴스|주요 뉴스
최신기사|최신뉴스|최신 기사|이 기사도 보세요|이런 기사도|이런 뉴스 어때요
더 읽어보기|더 보기|자세히 보기|기사 더보기|함께 보면 좋은 뉴스|함께 본 뉴스|같이 보면 좋은 기사
같이 읽으면 좋은 기사|함께 읽기|이어 읽기|이어서 읽기|다음 기사|이전 기사|실시간 뉴스
실시간 인기기사|당신이 좋아할 만한|놓치면 안 될 기사|오늘의 핫뉴스|핫뉴스
قد تهمك أيضا|يهمك أيضا|قد ترغب بقراءة|قد ترغب في قراءة|ننصح بقراءة|لمزيد من التفاصيل|أهم الأخبار
أبرز الأخبار|أخبار مختارة|مختارات لك|الأكثر زيارة|الأكثر اطلاعا|الأكثر بحثا|الأكثر تفاعلا|المقال التالي
المقال السابق|الموضوع التالي|الموضوع السابق|الخبر التالي|الخبر السابق|اقرأ لنفس الكاتب|مقالات للكاتب
مقالات الكاتب|من نفس القسم|في هذا القسم|مقالات مختارة|مقالات مقترحة|مواضيع مقترحة|موضوعات مقترحة
اقتراحات القراءة|شاهد المزيد|شاهد كذلك|تابعي أيضا|مواد مشابهة|ملفات ذات صلة|عناوين ذات صلة|عناوين متفرقة
كما يمكنك مشاهدة|فيديوهات ذات صلة|مقاطع ذات صلة|صور ذات صلة
مطالب خواندنی|شاید بپسندید|شاید دوست داشته باشید|شاید برایتان جالب باشد|مهم‌ترین اخبار|خبرهای دیگر
سایر اخبار|سایر خبرها|نوشته‌های مشابه|نوشته‌های مرتبط|مقاله‌های مرتبط|ویدیوهای مرتبط|گزارش‌های مرتبط
این‌ها را هم بخوانید|ادامه مطلب
متعلقہ مواد|دیگر خبریں|مقبول ترین|سب سے زیادہ پڑھی جانے والی|یہ خبریں بھی پڑھیں|اس بارے میں مزید
כתבות אחרונות|הכתבות הנקראות ביותר|לכל הכתבות|לעוד כתבות|המשך קריאה|המשיכו לקרוא|מאמרים קשורים
מאמרים נוספים|ידיעות קשורות|ראו עוד|צפו עוד|אולי תאהבו גם|אל תחמיצו
you may also enjoy|you might also enjoy|you may also be interested|also in this section
more related articles|continue reading|latest posts|latest articles|next article|previous article
next story|previous story|next post|previous post|editor's choice|editors choice|editors' choice
worth reading|what we're reading|read our related story|additional reading|from our archives
other headlines|must watch|most discussed|similar content
diese artikel könnten dich auch interessieren|diese artikel könnten sie interessieren
diese themen könnten sie interessieren|diese themen könnten dich auch interessieren
diese beiträge könnten dir gefallen|diese beiträge könnten dich auch interessieren
dieser artikel könnte dich auch interessieren|dieser beitrag könnte sie auch interessieren
dieser beitrag könnte dich auch interessieren|noch mehr lesen|das sollten sie auch lesen
das könnte ihnen auch gefallen|das könnte ihnen gefallen|das könnte dir auch gefallen
das könnte dir gefallen|aus dem archiv|verwandte meldungen|ähnliche news|beliebte beiträge
themen zum artikel
cela peut vous intéresser|ceci peut vous intéresser|ces articles peuvent vous intéresser
ça peut vous intéresser|lire ensuite|nos autres articles|les derniers articles|poursuivre la lecture
suggestions de lecture
le recomendamos leer|podría interesarle|también podría interesarte|los más leídos|continúe leyendo
continuar leyendo|entradas recientes|publicaciones similares|en esta misma sección
veja outras notícias|outros artigos|artigos recentes|publicações relacionadas|poderá gostar
poderá também gostar|pode interessar-lhe|mais recentes
ti potrebbe anche interessare|potresti essere interessato|ti consigliamo di leggere|le ultime notizie
leggi inoltre|continua a leggere|notizie simili|post correlati
misschien vind je dit ook interessant|meer berichten|recente berichten|net binnen
andra läser|andra läste också|andre leser|lignende artikler|du vil måske også kunne lide|muita uutisia
suosittelemme|katso lisää
podobne wpisy|ostatnie wpisy|najnowsze artykuły|może cię również zainteresować|zobacz inne
mohlo by vás ještě zajímat|doporučujeme|čtěte dál|odporúčame|odporúčané|viac k téme|ezeket is olvassa el
ajánljuk|citește mai multe
διαβάστε σχετικά|прочетете и|може да ви е интересно|подобни новини|препоръчваме|pročitajte
pročitajte također|pogledajte|povezani sadržaj|preporučujemo|прочитајте|прочитајте више|сродни вести
слични чланци|препоручујемо|preberite|priporočamo
читать дальше|похожие записи|похожие темы|похожие публикации|возможно, вам будет интересно
возможно, вас заинтересует|популярное|популярные статьи|см. также|также читайте|также по теме
также смотрите|советуем почитать|рекомендованное|рекомендованные статьи|вам буде цікаво|схожі статті
також читайте|популярне|рекомендуємо|дивіться ще|більше по темі
önerilen içerikler|diğer yazılar|diğer içerikler|şunlar da ilginizi çekebilir|ayrıca bkz
devamı için tıklayın|tavsiye edilen haberler
baca selanjutnya|berita popular|lihat pula|saksikan juga|saksikan video|berita pilihan|artikel pilihan
artikel populer
xem nhiều nhất|mời bạn đọc thêm
लोकप्रिय खबरें|मिलती-जुलती खबरें|সর্বশেষ সংবাদ|এই বিভাগের আরও খবর
相关推荐|最新文章|热点新闻|热点推荐|相关资讯|相关专题|相关内容|拓展阅读|往期精彩|看更多新闻|更多相关新闻
您可能感興趣|其他人也在看|大家都在看
こちらの記事も|この記事も読まれています|この記事を読んだ人はこんな記事も|この記事に関連するニュース
他の記事|編集部のおすすめ|あなたにおすすめ|あなたへのおすすめ
이 시각 주요뉴스|이 시각 주요 뉴스|다른 기사 보기|다른기사 보기|이전기사|다음기사|이런 기사 어때요
함께 본 기사|관련 콘텐츠|관련 영상
คุณอาจสนใจ
наиболее читаемое|te va a interesar|más popular|lo más popular|aanrader|nouveautés|à écouter également
najnowsze|ajánlott|recomandate|περισσότερα|preporučeno|рекомендуємо почитати|rekommenderas|ti consigliamo
consigliati|recomendamos|más leído|hot topics|notas de interés"""
)
_NAMES_OF_LINKS = frozenset(map(fold, _NAMES))
MARKER_WORDS = MARKERS.keys() | frozenset(map(first_word, _NAMES))
"""What `first_word` gives for a line that may be a marker."""
_CALLS = frozenset(first_word(phrase) for phrase in _MARKER_PHRASES if phrase.endswith(":"))


@cache  # as it is met: all languages' at once are half of what the start of a worker costs
def _marker(word: str) -> re.Pattern[str]:
    """The pattern of the markers that open with `word`, which is one of MARKERS."""
    return re.compile(rf"^\W*{alternatives(MARKERS[word])}", re.IGNORECASE)
