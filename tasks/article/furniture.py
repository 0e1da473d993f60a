"""Tell lines that belong to the page and not to the article: calls to subscribe, photo credits, buttons."""

from __future__ import annotations

import re

from tasks.article.spelling import first_word, phrases
from tasks.fold import fold

_LONGEST = 240  # characters; longer paragraphs are the article's
_LONGEST_BUTTON = 60


def is_furniture(text: str, opening: str) -> bool:
    """Whether a line is the page's own and no part of an article; `opening` is its `first_word`.

    Buttons and notices must be the whole line. A call must name what it calls to: «تابعونا على فيسبوك» is
    one, «تابعنا التطورات» is text.
    """
    if len(text) > _LONGEST:
        return False
    if opening in _BUTTON_WORDS and len(text) <= _LONGEST_BUTTON and fold(_without_number(text)) in _BUTTONS:
        return True
    rules = _RULES_BY_FIRST_WORD.get(opening)
    if rules is not None and any(rule.search(text) for rule in rules):
        return True
    return _is_sign(text)


def calls_at_end(text: str) -> bool:
    """Whether a text's last line calls to follow or join, whatever it opens with, or sets rules for comments.

    A call names a network or the like, and bids: «… وٹس ایپ … یہاں کلک کریں».
    """
    if len(text) <= _LONGEST_RULES and not text.isascii() and _RULES_OF_COMMENTS.search(text):
        return True
    if len(text) <= _LONGEST_COUNT and _FREE_ARTICLES.match(text) and _ARTICLES.search(text):
        return True
    if len(text) > _LONGEST or (text.isascii() and "@" not in text):
        return False
    bids = _BID.search(text) or (_TO_DO.search(text) and _OURS.search(text))
    return bids is not None and _NETWORK.search(text) is not None  # six times as slow: it is asked last


# How many articles may still be read without paying: "Noch 10 Gratis-Artikel diesen Monat."
_LONGEST_COUNT = 80  # characters
_FREE_ARTICLES = re.compile(
    r"\W*(?=\D{0,45}\d|this\s+is|you[’']ve\s+read)(?:noch\s+\d|sie\s+(?:haben|können)\s+noch\s+\d|du\s+hast\s+noch\s+\d"
    r"|you\s+have\s+(?:read\s+)?\d|you[’']ve\s+read\s+(?:\d|your\s+last)|\d+\s+(?:of\s+\d+\s+)?free\s|this\s+is\s+your\s+last\s+free|free\s+articles"
    r"|il\s+vous\s+reste|plus\s+que\s+\d|[tl]es?\s+quedan?\s|você\s+(?:ainda\s+)?tem\s+\d|restam\s+\d|resta\s+\d|ti\s+restano|hai\s+ancora\s+\d"
    r"|je\s+(?:kunt|hebt)\s+nog\s+\d|nog\s+\d|du\s+har\s+\d|sinulla\s+on\s+\d|pozosta\w+\s+ci|zbýv\w+\s+vám|zostáv\w+\s+vám"
    r"|у\s+вас\s+осталось|bu\s+ay\s+\d|بقي\s+لك|لديك\s+\d|נותרו\s+לך|今月の|残り\d|本月|이번\s?달)",
    re.IGNORECASE,
)
_ARTICLES = re.compile(
    r"(?:free|gratis-?|kostenlose|gratuite?|gratuiti|grátis|ilmaista|darmowe|бесплатн\w+|ücretsiz|無料|免费|免費|무료|last)\s*(?:の)?"
    r"(?:articles?|artik\w+|artiklar|makale|статьи|статей|記事|阅读|閱讀|기사)"
    r"|(?:article|artículo|artigo|articol|artikel|matéria|článk|مقالات|כתבות)\w*\s+(?:gratu\w+|gratis|grátis|kostenlos|zdarma|zadarmo|left|مجانية|חינם)"
    r"|free\s+articles?|left\s+to\s+read|記事を無料",
    re.IGNORECASE,
)


def _without_number(text: str) -> str:
    """«التعليقات (0)» counts what the button leads to."""
    return _NUMBER_AT_END.sub("", text) if text[-1] in ")0123456789" else text


_NUMBER_AT_END = re.compile(r"\s*[:：(]\s*\d{1,6}\)?$")


# --- whole lines ------------------------------------------------------------------------------


# Buttons, labels and notices, by languages. Letters count, case, signs and digits' forms do not.
_BUTTONS = frozenset(
    map(
        fold,
        phrases(
            """\
advertisement|advertisements|advertising|advertisement feature|ad|ads|sponsored|sponsored content
promoted|promoted content|article continues below|article continues below advertisement
article continues below this ad|article continues after ad|story continues below
story continues below advertisement|story continues after advertisement|continues below advertisement
advertisement continue reading the main story|continue reading the main story|continue reading
continue reading below|scroll to continue|scroll to continue with content
advertisement scroll to continue|skip advertisement|skip ad|share|share this|share this article
share this story|share this page|share this post|share article|share story|share with|share on facebook
share on twitter|share on x|share on whatsapp|share on linkedin|share via email|share this on whatsapp
share this on facebook|share this on twitter|share with friends|shares|kindly share this story
please share this story|share this news
published|updated|last updated|päivitetty|julkaistu|publisert|oppdatert|publicerad|uppdaterad|publiceret
opdateret
veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|atualizado|pubblicato|aggiornato
opublikowano
gepubliceerd|bijgewerkt|опубликовано|обновлено|出版|更新
發布|發佈|发布|公開|配信|입력|수정|승인|등록|tweet|tweet this
click to tweet
pin it|retweet|like|facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|tumblr|instagram
youtube|flipboard|messenger|viber|skype|vkontakte|email|e mail|email this|email article|email • twitter
print|print article|print this page|save|save article|bookmark|copy|copy link|link copied|copied
copy url|link|permalink|short link|embed|loading|please wait|top|back to top|go to top|close|menu|search
skip to content|skip to main content|next|previous|next article|previous article|next post|previous post
next story|subscribe|subscribe now|subscribe today|sign up|sign up now|sign in|log in|login|register
register now|join now|newsletter|newsletters|newsletter sign up|sign up for our newsletter
get our newsletter|become a member|support us|donate|donate now|comment|comments|leave a comment
leave a reply|leave your comment|view comments|show comments|hide comments|read comments|add a comment
post a comment|write a comment|comments are closed|no comments|no comments yet|join the conversation
join the discussion|report an error|report a typo|suggest a correction|corrections|getty images
file photo|photo|image|video|videos|watch video|watch the video|play video|photos|gallery|photo gallery
view gallery|listen|listen to article|listen to this article|click to enlarge|click to expand|enlarge
listen to this story|listen to story|article content|video unavailable
this content is reserved for subscribers only
enlarge image|expand|tap to unmute|unmute|view all|enable javascript|cookie settings|privacy policy
terms of use|terms of service|terms and conditions|all rights reserved|recommended by our editors
editors picks|video player is loading|no compatible source was found for this media
this is a modal window|embedded content|external content|font size|increase font size|text size
translate|report|reply|flag|play|galleries|graphic|story highlights|ads by google
إعلان|إعلانات|إعلان ممول|محتوى ممول|شارك|شاركها|شاركنا|مشاركة|مشاركة الخبر
مشاركة المقال|شارك الخبر|شارك المقال|شارك الموضوع|شارك هذا الخبر|شارك هذا المقال|شارك هذا الموضوع
شارك القصة|شارك عبر|شارك على فيسبوك|شارك على تويتر|شارك عبر واتساب|طباعة|طباعة الخبر|اطبع|حفظ|حفظ المقال
إرسال|أرسل|بريد إلكتروني|البريد الإلكتروني|نسخ الرابط|انسخ الرابط|تم نسخ الرابط|رابط مختصر
الرابط المختصر|فيسبوك|فيس بوك|تويتر|إكس|واتساب|واتس اب|تلغرام|تيليغرام|تليجرام|تيلغرام|لينكدإن|لينكد إن
إنستغرام|انستغرام|يوتيوب|تعليق|تعليقات|التعليقات|لا توجد تعليقات|لا يوجد تعليقات|أضف تعليق|أضف تعليقا
أضف تعليقك|اترك تعليق|اترك تعليقا|اترك تعليقك|اترك ردا|اترك رد|عرض التعليقات|شاهد التعليقات|استمع
استمع للخبر|استمع إلى المقال|استمع للمقال|استمع إلى الخبر|جاري التحميل|جار التحميل|الرجاء الانتظار
المزيد|عرض المزيد|تحميل المزيد|صورة|صور|صورة أرشيفية|صورة تعبيرية|أرشيفية|تعبيرية|فيديو|ألبوم الصور
معرض الصور|تسجيل الدخول|تسجيل|اشترك|اشترك الآن|اشترك معنا|تابعنا|تابعونا|تابعونا عبر|تابعونا على|تابعنا عبر
تابعنا على|تابع|جميع الحقوق محفوظة
حجم الخط|تكبير الخط|تصغير الخط|إغلاق|القائمة|بحث|المقال التالي|المقال السابق|الخبر التالي|الخبر السابق
التالي|السابق|أعلى الصفحة|العودة للأعلى|مشاهدة الفيديو|شاهد الفيديو|سياسة الخصوصية|شروط الاستخدام
اتصل بنا|من نحن|أعلن معنا|النشرة البريدية|الإبلاغ عن خطأ|انتهى|نسخة للطباعة|أرسل إلى صديق|أخبرنا برأيك|تبلیغات
تبلیغ|آگهی|اشتراک‌گذاری|اشتراک گذاری|به اشتراک بگذارید|چاپ|نسخه چاپی|ذخیره|کپی لینک|لینک کوتاه|کپی شد
نظر|نظرات|نظر شما|نظرات کاربران|ارسال نظر|ثبت نظر|دیدگاه|دیدگاه‌ها|ارسال دیدگاه|نظر بدهید|انتهای پیام
پایان پیام|تصویر|تصاویر|ویدئو|ویدیو|فیلم|گالری تصاویر|بیشتر|ورود|عضویت|جستجو|بازگشت به بالا
ارسال به دوستان|تماس با ما|درباره ما|همه حقوق محفوظ است|اشتہار|اشتہارات|شیئر کریں|شیئر|تبصرے|تبصرہ کریں
اپنا تبصرہ لکھیں|پرنٹ کریں|پرنٹ|واٹس ایپ|فیس بک|ٹوئٹر|ویڈیو|ہم سے رابطہ کریں|ویب ڈیسک|نمائندہ خصوصی
নিজস্ব প্রতিবেদক|নিজস্ব প্রতিবেদন|স্টাফ রিপোর্টার|অনলাইন ডেস্ক|פרסומת|תוכן שיווקי
תוכן מקודם|בשיתוף|שתפו|שיתוף|שתף|שתף כתבה|הדפסה|הדפס|תגובות|תגובה|הוסף תגובה|הוסיפו תגובה|כתוב תגובה|הגב
לכל התגובות|תמונה|תמונות|וידאו|פייסבוק|טוויטר|וואטסאפ|טלגרם|העתק קישור|הקישור הועתק|הרשמה|התחברות|הירשמו
טוען|למעלה|כל הזכויות שמורות|anzeige|anzeigen|werbung|werbung überspringen|gesponsert|teilen
artikel teilen|jetzt teilen|auf facebook teilen|auf twitter teilen|per whatsapp teilen|per e mail teilen
per mail teilen|drucken|artikel drucken|seite drucken|merken|artikel merken|speichern|senden
link kopieren|link kopiert|kommentare|kommentar|kommentieren|kommentar schreiben|kommentare anzeigen
kommentare lesen|diskutieren|diskutieren sie mit|zur startseite|nach oben|zum seitenanfang|seitenanfang
vorlesen|anhören|artikel anhören|artikel vorlesen|externer inhalt|externe inhalte
empfohlener externer inhalt|empfohlener redaktioneller inhalt|empfohlener inhalt|redaktioneller inhalt
weitere informationen|ende der weiteren informationen|bild|bilder|foto|fotos|bildergalerie|bilderstrecke
galerie|zur galerie|video abspielen|jetzt abonnieren|abonnieren|jetzt anmelden|anmelden|registrieren
newsletter abonnieren|newsletter bestellen|feedback|ihre meinung ist uns wichtig|ihr feedback|zurück
weiter|schließen|suche|startseite|artikel verschenken|verschenken|schriftgröße
nachricht an die redaktion|fehler melden|zur merkliste hinzufügen|inhalt laden|inhalte laden
einverstanden|akzeptieren|impressum|alle rechte vorbehalten|link zum youtube inhalt|karte vergrößern
bild vergrößern|vergrößern|publicité|publicités|annonce|partager|partager l'article|partager cet article
partager sur facebook|partager sur twitter|partagez|imprimer|envoyer|envoyer par email|enregistrer
commenter|commentaires|commentaire|réagir|réactions|voir les commentaires|laisser un commentaire
ajouter un commentaire|s'abonner|abonnez vous|je m'abonne|j'en profite|se connecter|connexion|s'inscrire
la suite après la publicité|la suite après cette publicité|l'article continue après la publicité
article continue après la publicité|copier le lien|lien copié|écouter|écouter l'article|vidéo|vidéos
haut de page|retour en haut|offrir l'article|offrir cet article|offrir|accueil|recherche|fermer|suivant
précédent|article suivant|article précédent|signaler une erreur|tous droits réservés|publicidad|anuncio
anuncios|contenido patrocinado|compartir|comparte|compartir en facebook|compartir en twitter|imprimir
enviar|guardar|comentarios|comentario|comentar|ver comentarios|dejar un comentario|deja un comentario
deja tu comentario|escribe un comentario|copiar enlace|enlace copiado|suscríbete|suscribirse|suscríbase
iniciar sesión|regístrate|registrarse|escuchar|escuchar artículo|imagen|imágenes|galería|vídeo|ver vídeo
ver video|buscar|cerrar|siguiente|anterior|inicio|volver arriba|reportar un error
todos los derechos reservados|sigue leyendo|continuar leyendo|opens in new window
se abre en nueva ventana|publicidade|anúncio|patrocinado|conteúdo patrocinado|compartilhar|compartilhe
compartilhe esta notícia|partilhar|partilhe|compartilhe no facebook|compartilhe no whatsapp
compartilhe esta notícia no whatsapp|compartilhe esta notícia no telegram
compartilhe esta notícia no facebook|comentários|comentário|deixe um comentário|deixe seu comentário
deixar um comentário|continua depois da publicidade|continua após a publicidade
continua após publicidade|a notícia continua após a publicidade|assine|assinar|assine já|entrar
cadastre se|ouvir|ouvir notícia|salvar|copiar link|copiar o link|link copiado|enviar por email|imagem
galeria|vídeos|fechar|próximo|voltar ao topo|início|comunicar erro|todos os direitos reservados
pubblicità|annuncio|annunci|contenuto sponsorizzato|condividi|condividi su facebook|condividi articolo
condividi l'articolo|stampa|stampa articolo|salva|invia|commenti|commento|commenta|lascia un commento
leggi i commenti|abbonati|accedi|registrati|iscriviti|copia link|link copiato|ascolta|ascolta l'articolo
guarda il video|foto gallery|fotogallery|riproduzione riservata|chiudi|cerca|avanti|indietro|torna su
articolo successivo|articolo precedente|continua a leggere|tutti i diritti riservati|advertentie
advertenties|gesponsord|delen|deel|deel dit artikel|deel artikel|deel op facebook|reacties|reactie
reageer|reageren|plaats een reactie|bekijk reacties|printen|bewaren|opslaan|kopieer link|link gekopieerd
lees voor|luister|beluister artikel|inloggen|aanmelden|abonneren|abonneer|afbeelding|beeld|sluiten
zoeken|volgende|vorige|terug naar boven|alle rechten voorbehouden|annons|annonser|dela|dela artikeln
dela på facebook|kommentarer|kommentera|skriv ut|spara|kopiera länk|logga in|prenumerera|lyssna
artikeln fortsätter under annonsen|artikeln fortsätter efter annonsen|del|del artiklen|del på facebook
log ind|artiklen fortsætter efter annoncen|artiklen fortsætter under annoncen|abonnér|annonse
del artikkelen|del på twitter|logg inn|artikkelen fortsetter under annonsen
saken fortsetter under annonsen|abonner|mainos|jaa|jaa artikkeli|kommentit|kommentoi|tulosta
artikkeli jatkuu mainoksen jälkeen|juttu jatkuu mainoksen jälkeen|tilaa|kirjaudu|auglýsing|reklama
reklamy|udostępnij|podziel się|drukuj|komentarze|skomentuj|dodaj komentarz|zobacz komentarze|kopiuj link
skopiuj link|dalsza część tekstu pod reklamą|dalsza część artykułu pod reklamą
dalszy ciąg artykułu pod materiałem wideo|dalsza część artykułu pod materiałem wideo
dalszy ciąg materiału pod wideo|dalsza część tekstu pod wideo
dalsza część artykułu pod wideo|dalszy ciąg pod materiałem wideo|ciąg dalszy pod reklamą|zdjęcie
galeria zdjęć|zaloguj się|zarejestruj się|zaloguj
posłuchaj|wszelkie prawa zastrzeżone|sdílet|sdílejte|tisk|tisknout|diskuse|diskuze|komentáře
vstoupit do diskuse|článek pokračuje pod reklamou|inzerce|přihlásit se|kopírovat odkaz|zdieľať|inzercia
zdieľať na facebooku|pokračovanie článku pod reklamou|hirdetés|megosztás|megosztom|hozzászólások
nyomtatás|publicitate|distribuie|comentarii|comentează|reclamă|oglas|podijeli|komentari|ispiši|podeli
oglasi|comparteix|publicitat|iragarkia|partekatu|reklam|reklamlar|paylaş|yazdır|yorumlar|yorum|yorum yap
yorum yaz|yorum ekle|bağlantıyı kopyala|linki kopyala|abone ol|giriş yap|üye ol|haberin devamı
haberin devamı aşağıda|tüm hakları saklıdır|iklan|bagikan|bagikan artikel ini|komentar|tulis komentar
salin tautan|lanjutkan membaca|gulir untuk melanjutkan|advertisement scroll to continue with content
halaman selanjutnya|masuk|daftar|kongsi|ulasan|quảng cáo|chia sẻ|bình luận|gửi bình luận|in bài viết
lưu bài viết|đăng nhập|tangazo|shiriki|sambaza|maoni|реклама|на правах рекламы|поделиться
поделиться новостью|поделитесь|отправить|печать|распечатать|версия для печати|комментарии|комментировать
оставить комментарий|добавить комментарий|написать комментарий|показать комментарии|обсудить
продолжение после рекламы|скопировать ссылку|ссылка скопирована|подписаться|подпишитесь|войти
зарегистрироваться|регистрация|фото|видео|читать далее|далее|назад|наверх|все права защищены
добавить отзыв|поділитися|коментарі|коментувати|залишити коментар|друк|підписатися|увійти|відео|сподели
коментари|коментирай|принтирай|остави коментар|διαφήμιση|κοινοποίηση|μοιραστείτε το|σχόλια|εκτύπωση
αντιγραφή συνδέσμου|विज्ञापन|शेयर करें|टिप्पणी करें|टिप्पणियां|কমেন্ট|শেয়ার করুন|বিজ্ঞাপন|விளம்பரம்|โฆษณา
แชร์
ความคิดเห็น|広告|広告の後にも続きます|記事は広告の後に続きます|シェア|シェアする|ツイート|コメント
コメントする|印刷|保存|写真|動画|画像|おすすめ情報|全文表示|続きを読む|广告|廣告|分享|分享到|分享至|评论
評論|我要评论|发表评论|收藏|打印|点赞|返回顶部|字号|图集|责任编辑|相关推荐|광고|공유|공유하기|댓글|댓글쓰기
기사공유|인쇄|저장|글자크기|좋아요|完|完了|खबरें और भी हैं
this is your last free article|you've read your last free article|follow our whatsapp channel for more
add us as a preferred source on google|make us your preferred source on google|like our page on facebook
never miss a story – follow us on facebook|don't miss out on the latest: follow us on telegram
enjoyed this article? share it with your friends|did you like this article? share it
did you find this article helpful?|was this article helpful?
what do you think? let us know in the comments|what do you think? leave a comment below
tell us what you think in the comments below|let us know in the comments below
let us know what you think in the comments|share your thoughts in the comments below
share your views in the comments section|leave your thoughts in the comments
have your say in our comments section|comments are now closed|comments are not available on this article
commenting on this article is closed|log in to comment|you must be logged in to post a comment
sign in to join the conversation|be the first to comment|be the first to comment on this article
reproduction without permission is prohibited|reproduction in whole or part is prohibited
read the story in our app|open in app|share this article on facebook|share via|spread the word
support independent journalism. donate today|support our journalism
support our work by becoming a member|support local journalism. subscribe today
if you like this article, please consider a donation|please consider supporting us
republish this article|republish our articles for free|to comment on this story, email us
for more news, visit our website|for more stories like this, visit our news page
for more news like this follow us on facebook|for the latest news follow us on facebook
for the latest updates, join our whatsapp channel|visit our website for more news|turn on notifications
turn on desktop notifications for breaking stories|allow notifications|thank you for reading
thanks for reading|ad-free reading with our subscription|subscribe for free
subscribe now for unlimited access|already a member? log in|already have an account? sign in
report this ad|report this article|see something wrong? report an error
hier geht es zu unserem whatsapp-kanal|hier geht's zum whatsapp-kanal
melde dich jetzt für unseren newsletter an|verpassen sie keine nachrichten mehr
alle nachrichten aus der region in unserer app|jetzt app herunterladen|hol dir die app|diskutiere mit
was meinen sie? schreiben sie uns|was denken sie? diskutieren sie mit|kommentare sind geschlossen
die kommentarfunktion ist geschlossen|die kommentarfunktion wurde deaktiviert
kommentieren ist derzeit nicht möglich|schreibe einen kommentar|schreiben sie den ersten kommentar
bitte melden sie sich an, um zu kommentieren|um zu kommentieren, müssen sie sich anmelden
diesen artikel teilen|teilen sie diesen artikel|teile diesen beitrag|beitrag teilen|seite teilen
fehler gefunden? jetzt melden|unterstützen sie unsere arbeit|unterstütze unabhängigen journalismus
jetzt spenden|vielen dank für ihr interesse|weitere nachrichten finden sie auf unserer startseite
mehr nachrichten auf unserer startseite|push-nachrichten aktivieren|war dieser artikel hilfreich?
wie hat ihnen der artikel gefallen?|suivez toute l'actualité sur notre chaîne whatsapp
suivez l'actualité sur google news|rejoignez notre chaîne whatsapp|partagez cet article
partagez l'article sur facebook|laissez un commentaire|laisser une réponse|soyez le premier à commenter
les commentaires sont fermés|connectez-vous pour commenter|pour commenter, connectez-vous
toute reproduction interdite|reproduction interdite sans autorisation|soutenez notre rédaction
soutenez-nous|faites un don|vous avez aimé cet article ? partagez-le|cet article vous a plu ?
cet article vous a-t-il plu ?|signaler une faute|réagissez à cet article|votre avis nous intéresse
restez informé avec notre newsletter|retrouvez toute l'actualité sur notre site
únase a nuestro canal de whatsapp|regístrate gratis en nuestro boletín|descargue nuestra aplicación
comparte esta noticia|comparte este artículo|comparte esta nota en facebook|comparta esta noticia
compártelo|déjanos tu comentario|déjanos tu opinión en los comentarios|deje su comentario
los comentarios están cerrados|inicia sesión para comentar|regístrate para comentar
sé el primero en comentar|prohibida su reproducción total o parcial
prohibida la reproducción total o parcial|queda prohibida la reproducción|apoya nuestro periodismo
apoya el periodismo independiente|dona aquí|¿te gustó esta nota? compártela
¿qué opinas? déjanos tu comentario|¿te ha gustado este artículo?|¿has encontrado un error?
mantente informado con nuestro boletín|entérate de todo en nuestro canal de whatsapp
no te pierdas nada: síguenos en google news|para más noticias síguenos en facebook
si quieres más noticias, suscríbete a nuestro boletín|seguinos en instagram
sumate a nuestro canal de whatsapp|unite a nuestro canal de whatsapp|recibí las noticias en tu mail
escúchanos en spotify|activa las notificaciones|agréganos a tus fuentes preferidas en google
subscreva a nossa newsletter|baixe o app|compartilhe este artigo|compartilhe esta matéria
partilhe este artigo|deixe o seu comentário|deixe sua opinião nos comentários
os comentários estão encerrados|faça login para comentar|seja o primeiro a comentar
proibida a reprodução total ou parcial|é proibida a reprodução|apoie o jornalismo independente
apoie o nosso trabalho|faça uma doação|gostou da matéria? compartilhe|gostou deste artigo?
o que achou? deixe seu comentário|encontrou um erro? avise-nos
fique por dentro: siga o jornal no instagram|ative as notificações
resta aggiornato con la nostra newsletter|resta aggiornato: seguici su facebook
condividi questo articolo|condividi la notizia|lascia il tuo commento|i commenti sono chiusi
accedi per commentare|riproduzione vietata|sostieni il nostro giornalismo
sostieni il giornalismo indipendente|dona ora|ti è piaciuto questo articolo?
ti è piaciuto l'articolo? condividilo|cosa ne pensi? scrivilo nei commenti
hai trovato un errore? segnalalo|attiva le notifiche|volg het nieuws via ons whatsapp-kanaal
schrijf u in voor de nieuwsbrief|meld u aan voor onze nieuwsbrief|ontvang onze nieuwsbrief
blijf op de hoogte via onze nieuwsbrief|blijf op de hoogte: volg ons op facebook|download onze app
download de app|deel dit bericht|laat een reactie achter|reacties zijn gesloten
reageren is niet meer mogelijk|log in om te reageren|tip de redactie|heb je een tip? mail de redactie
heeft u een tip? mail de redactie|zie je een fout? mail ons|foutje gezien? laat het ons weten
steun onze journalistiek|steun ons|wat vind jij? laat het weten in de reacties
prenumerera på vårt nyhetsbrev|anmäl dig till vårt nyhetsbrev|ladda ner vår app|ladda ned appen
dela den här artikeln|kommentarer är stängda|logga in för att kommentera|tipsa oss
har du ett tips? mejla oss|hittat fel? kontakta oss|stöd vår journalistik|alla rättigheter reserverade
meld deg på vårt nyhetsbrev|meld deg på nyhetsbrevet|abonner på nyhetsbrevet vårt|last ned appen vår
del denne artikkelen|del saken|tips oss|har du tips? kontakt oss|kommentarfeltet er stengt
tilmeld dig vores nyhedsbrev|tilmeld dig nyhedsbrevet|hent vores app|hent appen|del denne artikel
tip redaktionen|har du et tip? skriv til os|tilaa uutiskirje|tilaa uutiskirjeemme|lataa sovelluksemme
lataa sovellus|jaa tämä artikkeli|kommentointi on suljettu|kirjaudu sisään kommentoidaksesi
lähetä juttuvinkki|lähetä palautetta|fylgdu okkur á facebook|skráðu þig á póstlistann|liitu uudiskirjaga
telli uudiskiri|piesakies jaunumiem|prenumeruokite naujienlaiškį|udostępnij artykuł
udostępnij ten artykuł|podziel się artykułem|komentarze są wyłączone|zaloguj się, aby skomentować
zaloguj się, aby dodać komentarz|dodaj swój komentarz|wesprzyj nas|wesprzyj nasze dziennikarstwo
masz temat? napisz do nas|widzisz błąd? napisz do nas|chcesz być na bieżąco? zapisz się na newsletter
bądź na bieżąco! obserwuj nas w google news|podobał ci się artykuł? udostępnij|zostaw komentarz
jesteśmy w google news. obserwuj nas|stáhněte si naši aplikaci|sdílejte článek|sdílet článek
diskuse je uzavřena|komentáře jsou uzavřeny|máte tip na článek? napište nám
našli jste chybu? napište nám|všechna práva vyhrazena|podpořte nás|podpořte nezávislou žurnalistiku
prihláste sa na odber noviniek|stiahnite si našu aplikáciu|zdieľajte článok|zdieľať článok
máte tip? napíšte nám|našli ste chybu? napíšte nám|všetky práva vyhradené|diskusia je uzavretá
iratkozzon fel hírlevelünkre|iratkozz fel hírlevelünkre|csatlakozz csatornánkhoz
töltse le alkalmazásunkat|ossza meg a cikket|oszd meg a cikket|minden jog fenntartva|támogasson minket
támogass minket|szóljon hozzá|hibát talált?|intră pe canalul nostru de whatsapp
descarcă aplicația noastră|distribuie articolul|distribuie acest articol|lasă un comentariu
comentariile sunt închise|toate drepturile rezervate|susține jurnalismul independent|donează
ai o informație? scrie-ne|dă like paginii noastre de facebook
fii la curent cu cele mai noi știri pe whatsapp|εγγραφή στο newsletter|κατεβάστε την εφαρμογή μας
κάντε like στη σελίδα μας στο facebook|μοιραστείτε το άρθρο|αφήστε ένα σχόλιο|γράψτε το σχόλιό σας
με επιφύλαξη παντός δικαιώματος|όλα τα δικαιώματα διατηρούνται|απαγορεύεται η αναδημοσίευση|στηρίξτε μας
абонирайте се за нашия бюлетин|изтеглете нашето приложение|сподели статията|споделете статията|споделете
коментарите са затворени|напишете коментар|всички права запазени|подкрепете ни
станете част от нашата общност във viber|preuzmite našu aplikaciju|skinite našu aplikaciju
podijelite članak|podelite vest|podijeli članak|ostavite komentar|komentari su zatvoreni
sva prava pridržana|sva prava zadržana|пратите нас на фејсбуку|преузмите нашу апликацију|поделите вест
сва права задржана|naročite se na novice|prijavite se na e-novice|vse pravice pridržane
следете не на фејсбук|na ndiqni në facebook|bashkohu me kanalin tonë në whatsapp
të gjitha të drejtat e rezervuara|whatsapp kanalımıza katılın|whatsapp kanalımızı takip edin
whatsapp kanalımıza abone olun|telegram kanalımıza katılın|youtube kanalımıza abone olun
bültenimize abone olun|e-bültenimize kaydolun|haber bültenimize abone olun
haberleri whatsapp'tan takip edin|google news'te takip et|google haberler'de bize abone olun
uygulamamızı indirin|mobil uygulamamızı indirin|haberi paylaş|bu haberi paylaş|bu haberi paylaşın
yorum yapmak için giriş yapın|yorum yapmak için üye olun|i̇lk yorumu siz yapın|i̇lk yorumu sen yap
yorumlar kapalı|her hakkı saklıdır|i̇zinsiz kullanılamaz|kaynak gösterilmeden alıntı yapılamaz
bize destek olun|siz ne düşünüyorsunuz? yorum yazın|bizi facebook-da izləyin|telegram kanalımıza qoşulun
telegram kanalımıza abunə olun|whatsapp kanalımıza abunə olun|bizi telegram-da izləyin
bütün hüquqlar qorunur|xəbəri paylaş|подпишись на наш канал|подписывайся на наш телеграм-канал
читайте нас в telegram|читайте нас в дзене|читайте нас вконтакте|читайте нас в google news
оставайтесь на связи: подписывайтесь на наш канал|оставайтесь с нами
будьте в курсе: подпишитесь на наш telegram|хотите быть в курсе? подпишитесь на рассылку
больше новостей в нашем telegram-канале|ещё больше новостей в нашем телеграм-канале
самое важное — в нашем telegram|главные новости — в нашем телеграме|мы в telegram|мы в соцсетях
мы в дзене|наш telegram-канал|наш канал в telegram|скачайте наше приложение|скачать приложение
установите приложение|поделиться статьей|поделись с друзьями|поделитесь с друзьями|поделитесь новостью
поделитесь статьёй|комментарии закрыты|комментарии отключены|войдите, чтобы комментировать
войдите, чтобы оставить комментарий|чтобы оставить комментарий, авторизуйтесь|оставьте комментарий
оставьте свой комментарий|что вы думаете? пишите в комментариях|пишите в комментариях
делитесь мнением в комментариях|перепечатка запрещена
использование материалов только с разрешения редакции|при использовании материалов ссылка обязательна
заметили ошибку? сообщите нам|если вы нашли ошибку, выделите её и нажмите ctrl+enter|поддержите нас
поддержать редакцию|понравилась статья? поделитесь с друзьями|понравился материал? поделись
есть новость? пишите нам|есть чем поделиться? присылайте новости|присылайте свои новости в whatsapp
добавьте нас в избранное|добавить в избранные источники|спасибо за внимание|підпишись на наш канал
читайте нас у telegram|слідкуйте за нами у facebook|ми в telegram|завантажуйте наш застосунок
поділитися новиною|поділіться з друзями|коментарі закриті|всі права захищені|усі права захищено
підтримайте нас|підтримати редакцію|падпішыцеся на наш канал|падпісвайцеся на наш telegram
бізге telegram-да жазылыңыз|telegram арнамызға жазылыңыз|біздің telegram каналымызға жазылыңыз|бөлісу
барлық құқықтар қорғалған|telegram kanalimizga a’zo bo‘ling|telegram kanalimizga obuna bo‘ling
bizni telegram’da kuzatib boring|barcha huquqlar himoyalangan|ulashish|улашиш|გამოგვყევით facebook-ზე
გამოიწერეთ ჩვენი telegram არხი|გააზიარე|გაზიარება|ყველა უფლება დაცულია|հետևեք մեզ telegram-ում
հետևեք մեզ facebook-ում|բաժանորդագրվեք մեր telegram ալիքին|միացեք մեր telegram ալիքին|կիսվել|կիսվեք
բոլոր իրավունքները պաշտպանված են|تابع قناتنا على الواتساب|سجل في نشرتنا البريدية|سجّلوا في نشرتنا
احصل على آخر الأخبار عبر واتساب|احصل على آخر الأخبار على بريدك|ابق على اطلاع عبر قناتنا على تلغرام
كن على اطلاع بآخر الأخبار عبر واتساب|حمّل التطبيق|شارك هذا الخبر مع أصدقائك|شارك برأيك
ما رأيك؟ شاركنا في التعليقات|ما رأيكم؟ شاركونا آراءكم|اكتب تعليقا|اكتب تعليقك|علق على الخبر
أضف تعليقك هنا|التعليقات مغلقة|تم إغلاق التعليقات|يجب تسجيل الدخول للتعليق|سجل الدخول للتعليق
كن أول من يعلق|يمنع نسخ أو إعادة نشر المحتوى دون إذن|يُمنع إعادة النشر دون إذن|ادعموا صحافتنا المستقلة
ادعم الصحافة المستقلة|ساهم في دعم الموقع|هل أعجبك المقال؟ شاركه|هل أعجبك الخبر؟|هل وجدت خطأ؟ أبلغنا
أبلغ عن خطأ|للإبلاغ عن خطأ|أرسل خبرا|فعّل الإشعارات|فعل خدمة الإشعارات|شكرا لقراءتكم|نشكركم على القراءة
در خبرنامه ما عضو شوید|عضویت در خبرنامه|اپلیکیشن ما را دانلود کنید|دانلود اپلیکیشن|نظر شما چیست؟
نظر خود را بنویسید|دیدگاه خود را بنویسید|نظرتان را بنویسید|اولین نفری باشید که نظر می‌دهد
دیدگاه‌ها بسته شده‌اند|کلیه حقوق محفوظ است|تمامی حقوق محفوظ است|تمام حقوق این سایت محفوظ است
بازنشر مطالب با ذکر منبع بلامانع است|استفاده از مطالب با ذکر منبع آزاد است|گزارش خطا
آیا این خبر مفید بود؟|با ما در تلگرام همراه باشید|ہماری ایپ ڈاؤن لوڈ کریں|اس خبر کو شیئر کریں
خبر شیئر کریں|اپنی رائے دیں|اپنی رائے کا اظہار کریں|تبصرے بند ہیں|جملہ حقوق محفوظ ہیں
تمام حقوق محفوظ ہیں|نیوز لیٹر سبسکرائب کریں|مزید خبروں کے لیے ہمارا واٹس ایپ چینل فالو کریں
زموږ واټساپ چینل تعقیب کړئ|زموږ په فېسبوک پاڼه کې راسره یو ځای شئ|له موږ سره په ټیلیګرام کې یوځای شئ
ټول حقونه خوندي دي|شریک کړئ|لە تێلێگرام لەگەڵمان بن|سەردانی پەیجی فەیسبووکمان بکە
بەشداری لە کەناڵی تێلێگراممان بکە|هەموو مافێک پارێزراوە|هاوبەشکردن|me li ser telegramê bişopînin
hemû maf parastî ne|parve bike|הרשמה לניוזלטר|הורידו את האפליקציה|הורידו את האפליקציה שלנו
להורדת האפליקציה|שתפו את הכתבה|שתפו בפייסבוק|שתפו אותנו בתגובות|הגיבו לכתבה|כתבו תגובה|התגובות סגורות
אין תגובות|היו הראשונים להגיב|התחברו כדי להגיב|אין להעתיק ללא אישור|נתקלתם בטעות? כתבו לנו
יש לכם סיפור? כתבו לנו|תמכו בנו|תמכו בעיתונות עצמאית|מה דעתכם? כתבו בתגובות|קבלו את החדשות לוואטסאפ
हमारे व्हाट्सएप चैनल से जुड़ें|यूट्यूब चैनल को सब्सक्राइब करें|हमारा ऐप डाउनलोड करें
ताजा खबरों के लिए हमारे व्हाट्सएप चैनल से जुड़ें|ताजा खबरों के लिए हमें फॉलो करें
ऐसी ही खबरों के लिए जुड़े रहें|लेटेस्ट न्यूज के लिए हमारे साथ जुड़े रहें
देश-दुनिया की ताजा खबरों के लिए पढ़ते रहें|अपनी राय कमेंट में बताएं|अपनी राय कमेंट बॉक्स में दें
कमेंट करें|इस खबर को शेयर करें|सर्वाधिकार सुरक्षित|सभी अधिकार सुरक्षित
डिस्क्लेमर: यह खबर सिंडिकेट फीड से है|न्यूज़लेटर सब्सक्राइब करें|आमच्या व्हॉट्सअॅप चॅनेलला फॉलो करा
आमच्या व्हॉट्सॲप ग्रुपमध्ये सामील व्हा|आम्हाला फेसबुकवर फॉलो करा|आमचे अॅप डाउनलोड करा|सर्व हक्क सुरक्षित
शेअर करा|ताज्या बातम्यांसाठी आम्हाला फॉलो करा|আমাদের ফেসবুক পেজে লাইক দিন
আমাদের ইউটিউব চ্যানেল সাবস্ক্রাইব করুন|গুগল নিউজ চ্যানেলে আমাদের অনুসরণ করুন|গুগল নিউজে ফলো করুন
খবরটি শেয়ার করুন|সংবাদটি শেয়ার করুন|আপনার মতামত দিন|আপনার মতামত লিখুন|মন্তব্য করুন|সর্বস্বত্ব সংরক্ষিত
আমাদের অ্যাপ ডাউনলোড করুন|எங்களை பின்தொடரவும்|எங்கள் வாட்ஸ்அப் சேனலில் இணையுங்கள்
வாட்ஸ்அப் சேனலில் இணைய இங்கே கிளிக் செய்யவும்|எங்கள் யூடியூப் சேனலை சப்ஸ்கிரைப் செய்யுங்கள்|பகிர்
பகிரவும்|உங்கள் கருத்தை பதிவிடுங்கள்|మా వాట్సాప్ ఛానెల్‌లో చేరండి|మా వాట్సాప్ ఛానెల్‌ను ఫాలో అవ్వండి
మమ్మల్ని ఫేస్‌బుక్‌లో ఫాలో అవ్వండి|మా యాప్ డౌన్‌లోడ్ చేసుకోండి|షేర్ చేయండి|ನಮ್ಮ ವಾಟ್ಸಾಪ್ ಚಾನೆಲ್‌ಗೆ ಸೇರಿ
ನಮ್ಮನ್ನು ಫೇಸ್‌ಬುಕ್‌ನಲ್ಲಿ ಫಾಲೋ ಮಾಡಿ|ഞങ്ങളുടെ വാട്സാപ്പ് ചാനലിൽ അംഗമാകൂ|വാട്സാപ് ചാനൽ ഫോളോ ചെയ്യൂ
ഞങ്ങളുടെ യൂട്യൂബ് ചാനൽ സബ്സ്ക്രൈബ് ചെയ്യൂ|ഷെയർ ചെയ്യുക|અમારી વોટ્સએપ ચેનલમાં જોડાઓ
અમને ફેસબુક પર ફોલો કરો|શેર કરો|ਸਾਡੇ ਵਟਸਐਪ ਚੈਨਲ ਨਾਲ ਜੁੜੋ|ਸਾਨੂੰ ਫੇਸਬੁੱਕ 'ਤੇ ਫਾਲੋ ਕਰੋ|ਸ਼ੇਅਰ ਕਰੋ
अाफ्नो प्रतिक्रिया दिनुहोस्|प्रतिक्रिया दिनुहोस्|फेसबुकमा हामीलाई फलो गर्नुहोस्
අපගේ whatsapp නාලිකාවට එක්වන්න|අපගේ ෆේස්බුක් පිටුවට එක්වන්න|ඔබේ අදහස් එක් කරන්න|බෙදාගන්න
ติดตามเราได้ที่ facebook|ติดตามข่าวสารได้ที่ facebook|ติดตามข่าวสารผ่านทาง line|กดติดตามได้ที่ youtube
เพิ่มเพื่อนใน line|แชร์ข่าวนี้|แชร์บทความ|แสดงความคิดเห็น|สงวนลิขสิทธิ์|ดาวน์โหลดแอป
đăng ký kênh youtube của chúng tôi|đăng ký nhận bản tin|tải ứng dụng của chúng tôi|tải app ngay
chia sẻ bài viết|bình luận của bạn|gửi bình luận của bạn|ý kiến của bạn
mời quý độc giả theo dõi kênh youtube|bản quyền thuộc về báo|bergabunglah dengan grup telegram kami
dapatkan update berita pilihan setiap hari|unduh aplikasi kami|berlangganan newsletter kami
langganan newsletter|bagikan berita ini|bagikan ke|tulis komentar anda|tinggalkan komentar
komentar ditutup|hak cipta dilindungi|dilarang mengutip tanpa izin
dilarang keras mengambil konten tanpa izin|sertai saluran whatsapp kami|sertai kami di telegram
langgan saluran youtube kami|muat turun aplikasi kami|kongsi artikel ini|hak cipta terpelihara
sundan kami sa facebook|i-follow kami sa facebook|mag-subscribe sa aming youtube channel
sumali sa aming viber community|i-download ang aming app|ibahagi ito|tufuate kwenye whatsapp
jiunge na whatsapp channel yetu|jiunge nasi kwenye telegram|fuata ukurasa wetu wa facebook
tupe maoni yako|toa maoni yako|shiriki habari hii|haki zote zimehifadhiwa|በፌስቡክ ይከተሉን
የቴሌግራም ቻናላችንን ይቀላቀሉ|ያጋሩ|nagala soco facebook|ku biir kanaalka whatsapp-ka|la wadaag|ku bi mu a facebook
ku biyo mu a whatsapp|shiga tashar whatsapp ɗinmu|teken in op ons nuusbrief|deel hierdie artikel|扫码关注我们
扫描二维码关注|扫一扫关注我们|长按二维码关注|下载客户端|下载我们的应用|欢迎在评论区留言|欢迎留言讨论
分享到微信|版权所有，未经许可不得转载|未经授权，禁止转载|未经许可，不得转载
加入我們的telegram頻道|加入line好友|追蹤我們的facebook|按讚追蹤我們的粉絲專頁|訂閱我們的電子報
立即訂閱電子報|訂閱youtube頻道|下載app|立即下載app
下載我們的手機應用程式|分享這篇文章|留言|我要留言|版權所有，不得轉載|未經授權，不得轉載|歡迎加入line好友
フォローする|フォローしてください|公式xをフォロー|公式lineアカウントを友だち追加
lineで友だち追加|メルマガ登録はこちら|メールマガジンに登録|ニュースレターに登録|ニュースレターに登録する
アプリをダウンロード|アプリのダウンロードはこちら|この記事をシェアする|この記事をシェア
この記事が気に入ったらいいね！しよう|この記事が気に入ったらシェア|コメントを書く|コメントを見る
コメントを投稿する|ご意見・ご感想はこちら|ご意見をお寄せください|無断転載禁止|無断転載を禁じます
記事・写真の無断転載を禁じます|著作権者の許可なく転載を禁じます|チャンネル登録お願いします
この記事は役に立ちましたか？|お問い合わせはこちら|会員登録はこちら|ログインして続きを読む
카카오톡 채널 추가하기|텔레그램 채널을 구독하세요|뉴스레터 구독하기|뉴스레터 신청|앱 다운로드
앱을 다운로드하세요|기사 공유하기|이 기사를 공유합니다|이 기사를 공유하세요
댓글을 남겨주세요|댓글 쓰기|의견을 남겨주세요|제보하기|이 기사는 어떠셨나요?|후원하기
독자의 후원이 큰 힘이 됩니다"""
        ),
    )
)
_BUTTON_WORDS = frozenset(map(first_word, _BUTTONS))


# --- lines that open with certain words -------------------------------------------------------

# What calls to follow and subscribe name: networks, and ways in which news comes.
_MEDIUM = (
    r"(?:facebook|twitter|instagram|youtube|telegram|whatsapp|tik\s?tok|linkedin|google\s+(?:news|"
    r"discover)|threads|bluesky"
    r"|mastodon|snapchat|flipboard|spotify|apple\s+(?:news|podcasts)|newsletters?|boletín|boletines|"
    r"rundbrief|podcasts?"
    r"|\brss\b|\bpush|\bx\b|فيس\s?بوك|فايسبوك|تويتر|إكس|[إا]نستغ?ج?رام|يوتيوب|تي?لي?[غج]رام|تلكرام|"
    r"واتس\s?[آاأ]ب|تيك\s?توك"
    r"|سناب|(?:غوغل|جوجل)\s+نيوز|أخبار\s+(?:غوغل|جوجل)|قناتنا|قنواتنا|صفحتنا|صفحاتنا|حسابنا|حساباتنا|"
    r"نشرتنا|نشرة|النشرة"
    r"|تطبيقنا|منصاتنا|خدمة\s+الإشعارات|التواصل\s+الاجتماعي|موقعنا|تلگرام|اینستاگرام|واتساپ|ایتا|"
    r"روبیکا|آپارات|کانال|خبرنامه"
    r"|فیس\s?بک|ٹوئٹر|انسٹاگرام|یوٹیوب|واٹس\s?ایپ|ٹک\s?ٹاک|چینل|פייסבוק|טוויטר|אינסטגרם|טלגרם|וואטסאפ|"
    r"יוטיוב|ניוזלטר|ערוץ"
    r"|телеграм|вконтакте|\bвк\b|дзен|одноклассник|рассылк|розсилк|фейсбук|твиттер|инстаграм|ютуб|"
    r"вайбер|канал)"
)
_NETWORK = re.compile(
    rf"{_MEDIUM}|وٹس\s?ایپ|وٹس\s?آپ|گوگل\s+نیوز|व्हाट्स\s?ऐ?प|वॉट्स\s?ऐप|टेलीग्राम|फेसबुक|गूगल\s+न्यूज|হোয়াটসঅ্যাপ|টেলিগ্রাম|ফেসবুক"
    r"|গুগল\s+নিউজ|公众号|公眾號|微信|微博|客户端|카카오|네이버|유튜브|ווטסאפ|גוגל|@",
    re.IGNORECASE,
)
# Who may write what below an article: «ביטויי אלימות … לא יפורסמו באתר»
_RULES_OF_COMMENTS = re.compile(
    r"(?:التعليقات|تعليقك|تعليقاتكم).{0,160}(?:إرشادات\s+(?:الاستخدام|النشر|التعليق)|شروط\s+(?:النشر|الاستخدام)"
    r"|لا\s+تعب[\u0651]?ر\s+(?:بالضرورة\s+)?عن\s+(?:رأي|آراء|وجهة\s+نظر)\s+(?:إدارة\s+)?(?:ال)?(?:موقع|صحيفة|شبكة|جريدة|قناة|ناشر)"
    r"|يحق\s+ل(?:إدارة|ل?موقع|لصحيفة|لشبكة))"
    r"|نظرات?\s.{0,120}(?:منتشر\s+ن(?:می|خواهد)|پس\s+از\s+تأ?یید.{0,40}منتشر)"
    r"|(?:ביטויי\s+אלימות|תגובות?\s).{0,120}לא\s+י?פורסמו",
    re.DOTALL,
)
_LONGEST_RULES = 700  # characters
# Forms that reports have not: «انضموا» is "join" where a sentence begins, else "they joined".
_BID = re.compile(
    r"انقر\w*\s+هنا|اضغط\w*\s+هنا|تابعونا|^\W*(?:انضموا|اشتركوا)|(?:انضموا|اشتركوا)\s+(?:\S+\s+){0,3}\S+نا(?!\w)"
    r"|^\W*הצטרפו|הצטרפו\s.{0,40}(?:שלנו|אלינו|עכשיו)|לחצו\s+כאן|עקבו\s+אחרינו|כתבו\s+לנו|যুক্ত\s+(?:হোন|থাকুন)"
    r"|^\W*(?:更多[^，。]{0,20}[，,]?)?(?:敬?请|歡迎|欢迎)?(?:关注|扫描|扫码|点击|關注)[^。]{0,60}$"
    r"|구독하(?:세요|시기\s*바랍|기\W*$)|채널\s*추가(?:하세요|\W*$)"
    r"|\b(?:reach|contact|follow|e-?mail)\s+(?:him|her|the\s+(?:author|writer|reporter)s?)\s+(?:at|on|via)\b"
    r"|\bcan\s+be\s+(?:reached|contacted)\s+(?:at|on|via)\b",
    re.IGNORECASE,
)
# What advice bids, too: «در تلگرام روی گزینه تنظیمات کلیک کنید»; a call says "our" or "here".
_TO_DO = re.compile(
    r"(?:کلک|فالو|جوائن|سبسکرائب|وزٹ)\s+کریں|بپیوندید|دنبال\s+کنید|عضو\s+شوید|ارسال\s+کنید|کلیک\s+کنید"
    r"|(?:फॉलो|क्लिक|ज्वाइन|जॉइन|सब्सक्राइब)\s+(?:करें|करे)|जुड़ें|(?:ক্লিক|ফলো|সাবস্ক্রাইব)\s+করুন"
)
_OURS = re.compile(
    r"(?<!\w)(?:ما\s+(?:را|در|بپیوندید)|این\s?جا|ہمارے|ہماری|ہمیں|یہاں)(?!\w)|हमारे|हमारी|हमें|यहां|यहाँ|আমাদের|এখানে"
)
_US = r"\b(?:us|our|ours|inbox|by\s+e-?mail|your\s+e-?mail|delivered|alerts|notifications)\b"
_NAME = r"(?-i:[A-ZÀ-Þ@])"


def _rule(words: str, source: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """(what `first_word` gives for lines that open with one of the words, pattern)"""
    openings = frozenset(first_word(word.replace("_", " ")) for word in words.split())
    return openings, re.compile(source, re.IGNORECASE)


_RULES = (
    # English
    _rule(
        "follow",
        rf"^\W*follow\s+(?:us\b|@\w|[^.!?]{{1,60}}?\s(?:on|via|at)\s+{_MEDIUM}|"
        rf"[^.!?]{{1,40}}?full\s+coverage\b)",
    ),
    _rule("like join find visit connect", r"^\W*(?:like|join|find|visit|connect\s+with)\s+us\b"),
    _rule(
        "questions comments",
        r"^\W*(?:questions|comments)\?\s(?:comments\?\s)?.{0,40}\b(?:e-?mail|write|contact)\b.{0,80}$",
    ),
    _rule(
        "just some this when our the links note affiliate disclosure disclaimer "
        "as_an if_you we_may we_earn we_receive",
        # Of the page itself: "the posts contain affiliate links" may be what a report tells.
        r"\b(?:this\s(?:article|page|post|story|site|list|guide|review)|links?)\b[^.]{0,60}?"
        r"\b(?:are|contains?|includes?|ha(?:s|ve)|uses?)\s+(?:an?\s+)?affiliate\s+links?\b"
        r"|\baffiliate\b.{0,80}\b(?:we|us|our|i)\b[^.]{0,40}\b(?:commission|fee|cut|share)\b"
        r"|\b(?:we|us|our|i)\b[^.]{0,60}\b(?:earn|receive|get|make)s?\b[^.]{0,40}\baffiliate\b",
    ),
    _rule("join", r"^\W*join\s+(?:our|the\s+(?:conversation|discussion|debate))\b"),
    _rule(
        "subscribe sign",
        rf"^\W*(?:subscribe|sign\s+up)\b\s*(?:now|here|today|to|for|:).*(?:{_MEDIUM}|{_US}|daily|"
        rf"weekly|updates|subscri)",
    ),
    _rule("get", rf"^\W*get\s.*(?:{_US}|\bon\s+{_MEDIUM}|newsletter|\b(?:app|briefing)\b\W*$)"),
    _rule(
        "stay",
        rf"^\W*stay\s+(?:connected|informed|updated|up[\s-]to[\s-]date|"
        rf"in\s+the\s+know)\b.*(?:{_MEDIUM}|{_US})",
    ),
    _rule("download", r"^\W*download\s+(?:our|the\s+(?:\S+\s){0,3}?news)\s.{0,30}\bapp\b"),
    _rule(
        "click tap",
        r"^\W*(?:click|tap)\s+(?:here|below|on)\b.*\b(?:subscri\w+|sign\s+up|newsletter|follow|join|"
        r"watch|see\s+(?:other|more)"
        r"|comment|our\s+app)\b",
    ),
    _rule(
        "have got",
        r"^\W*(?:have|got)\s+(?:a|any|an)\s+(?:news\s+|story\s+)?(?:tip|story|comment|"
        r"question)s?\b[^.!?]*\?",
    ),
    _rule(
        "do_you",
        r"^\W*do\s+you\s+have\s+(?:a|any|an)\s+(?:news\s+)?(?:tip|story|comment|question)s?\b[^.!?]*\?"
        r".*\b(?:us|e-?mail|call|contact)\b",
    ),
    _rule("رابط", r"^\W*رابط\s+(?:دائم|مختصر|الخبر|المقال)\s*[:：]?\s*https?:\S+$"),
    _rule(
        "read see view",
        r"^\W*(?:read|see|view)\s+our\s+(?:privacy|terms|community|comment|full|latest)\b",
    ),
    _rule(
        "by_signing by_subscribing by_clicking by_submitting by_registering by_continuing",
        r"^.*\b(?:agree|accept|consent)\b",
    ),
    _rule(
        "have",
        r"^\W*have\s+(?:something|anything|more)\s+to\s+(?:say|add)\s?\?.{0,40}\b(?:tell|let\s+us|share|comment|write)\b",
    ),
    _rule(
        "receive",
        r"^\W*receive\s.{0,60}\b(?:updates|alerts|news|headlines)\b.{0,30}\byour\s+(?:inbox|desktop|e-?mail|phone|mobile)\b",
    ),
    _rule("you", r"^\W*you\s+(?:can|may)\s+(?:unsubscribe|opt\s+out)\b"),
    _rule(
        "loading please enable",
        r"^\W*(?:loading\s+(?:comments|video|player|more)|please\s+(?:wait|enable|log\s+in|sign\s+in|try\s+again)|"
        r"enable\s+javascript)\b.{0,60}$",
    ),
    _rule(
        "this",
        r"^\W*this\s+(?:video|content|page)\s+(?:is\s+(?:not|un)|requires|cannot|could\s+not|"
        r"has\s+failed)",
    ),
    _rule(
        "we_apologize we_re",
        r"^\W*we(?:\s+apologize|['’]re\s+sorry),?\s+(?:but\s+)?(?:this|the)\s+(?:video|page|content)\b",
    ),
    _rule("our", r"^\W*our\s+standards\s*:"),
    # "(This story has not been edited by … staff and is auto-generated from a syndicated feed.)"
    _rule(
        "this except",
        r"^\W*(?:this|except)\b.{0,60}\b(?:story|report|article|copy|content)\b.{0,90}"
        r"\b(?:not\s+been\s+(?:edited|created|modified)\s+by|auto-?generated|syndicated\s+feed)",
    ),
    _rule("pages page صفحة seite seiten página páginas страницы", r"^\W*\w+\s*[:：]\s*(?:\d{1,2}\s*)+$"),
    _rule("copyright", r"^\W*copyright\s*(?:©|\(c\)|\d{4}|notice|by\s|:)"),
    _rule("all", r"^\W*all\s+rights\s+reserved\b"),
    _rule(
        "reporting additional with writing editing edited compiled reviewed medically translated",
        rf"^\W*(?:(?:additional|with|medically)\s+)?"
        rf"(?:reporting|writing|editing|edited|compiled|reviewed|translated)\s+(?:by|"
        rf"from)\s+{_NAME}.*$",
    ),
    # Photos and their makers, in all languages
    _rule(
        "photo photos image images picture pictures pic photograph photographs graphic illustration",
        rf"^\W*(?:photo|image|picture|photograph|graphic|illustration)s?\s+(?:by|"
        rf"courtesy)\s+(?:of\s+)?@?{_NAME}[^.!?]*$",
    ),
    _rule(
        "photo photos image images picture pictures pic file credit credits photograph photographer"
        " photographie crédit crédits"
        " video vidéo vídeo foto fotos imagen imagem immagine fotografía fotografia crédito credito"
        " crediti bild bilder titelbild"
        " symbolbild archivbild archivfoto bildquelle bildnachweis beeld afbeelding zdjęcie fot"
        " fotograf fotó kép kuva valokuva"
        " görsel fotoğraf ảnh фото фотография видео صورة الصورة تصوير مصدر حقوق عکس عکاس تصویر صورت"
        " تصاویر צילום תמונה תצלום"
        " קרדיט 写真 图 圖 图片 图源 圖片 摄影 사진 फोटो तस्वीर",
        r"^\W*(?:file\s+|مصدر\s+|حقوق\s+)?[\w\u0900-\u097f]+(?:\s+(?:by|credits?|source|"
        r"courtesy(?:\s+of)?|caption|copyright|photo|foto|image|di|de"
        r"|von|par|der|quelle|video))?\s*[:：|©].{0,140}$",
    ),
    _rule(
        "getty shutterstock istock alamy picture imago ap_photo reuters afp epa dpa ap",
        r"^(?:getty\s+images|shutterstock|istock|alamy|picture\s+alliance|imago(?:\s+images)?|ap\s+photo"
        r"|(?:reuters|afp|epa|dpa|ap)\s*/(?!(?-i:[a-z]{2,4})$))\s*(?:/.{1,60}|\S.{0,50})?$",
    ),
    # Arabic
    _rule(
        "تابعونا تابعوا تابعنا تابعينا",
        rf"^\W*تابع(?:ونا|وا|نا|ينا)\s+(?:(?:الآن|أيضا|أخبارنا|آخر\s+الأخبار|"
        rf"كل\s+جديد)\s+)?(?:\S+\s+){{0,5}}?(?:على|عبر|في|من\s+خلال)\s+.{{0,40}}{_MEDIUM}",
    ),
    _rule(
        "تابع تابعوا",
        rf"^\W*تابع(?:وا)?\s+(?:آخر|أحدث|أهم|كل|جميع|المزيد|مستجدات)\s.{{0,60}}(?:على|عبر)\s.{{0,40}}{_MEDIUM}",
    ),
    _rule(
        "اشترك اشتركوا اشتركي للاشتراك انضم انضموا للانضمام",
        rf"^\W*(?:اشترك(?:وا|ي)?|للاشتراك|انضم(?:وا)?|للانضمام)\s+(?:الآن\s+|مجانا\s+|معنا\s+)*(?:في|ب|"
        rf"إلى|الى|على)?\s*.{{0,25}}{_MEDIUM}",
    ),
    _rule(
        "لمتابعة للمزيد لمزيد لقراءة للاطلاع لمشاهدة لمعرفة ليصلك لتصلك للتواصل للحصول لمواكبة",
        rf"^\W*(?:ل|لل)\w+\s.{{0,80}}(?:اضغط|انقر|اشترك|تابعونا|تابعنا|زوروا|حم[\u0651]?ل|الرابط\s+(?:التالي|أدناه)|"
        rf"{_MEDIUM}).{{0,80}}$",
    ),
    _rule("اضغط انقر اضغطوا", r"^\W*(?:اضغط|انقر)\w*\s+(?:هنا|على\s+الرابط|على\s+الصورة)"),
    _rule("حمل حملوا نزل نزلوا", r"^\W*(?:حم[\u0651]?ل|نز[\u0651]?ل)\w*\s+(?:الآن\s+)?تطبيق"),
    _rule(
        "يمكنك يمكنكم",
        rf"^\W*يمكنكم?\s+(?:أيضا[\u064b]?\s+)?(?:متابعة|متابعتنا|الاشتراك|الانضمام)\s"
        rf".{{0,60}}(?:{_MEDIUM}|تطبيق)",
    ),
    _rule(
        "تنويه ملاحظة إخلاء",
        r"^\W*(?:تنويه|ملاحظة|إخلاء\s+مسؤولية)\W.{0,80}(?:لا\s+[تي]عبر|لا\s+[تي]عكس|وجهة\s+نظر)",
    ),
    _rule(
        "מצאתם טעינו ראיתם found spotted see notice encontraste encontrou fehler hata vous_avez وجدت هل",
        r"^\W*(?:hata\s+bildir[^.]{0,140}$|(?:מצאתם\s+טעות|ראיתם\s+טעות|טעינו|(?:found|spotted|see|notice)\s+(?:an?|any)\s+(?:error|mistake|typo)s?\b"
        r"|encontraste\s+un\s+error|encontrou\s+(?:um\s+|algum\s+)?erro|fehler\s+(?:gefunden|entdeckt)"
        r"|vous\s+avez\s+(?:trouvé|repéré)\s+une\s+(?:erreur|faute)|(?:هل\s+)?وجدت\s+خطأ)[^.?؟]{0,60}[?؟][^.]{0,140}$)",
    ),
    _rule("לכל לעוד לעדכונים לקבלת", r"^\W*ל\w+\s.{0,60}(?:הצטרפו|הירשמו|הרשמו|עקבו|לחצו)\s.{0,60}$"),
    _rule("저작권자 무단전재 무단", r"^\W*(?:저작권자|무단\s?전재)"),
    _rule(
        "нашли заметили знайшли помітили",
        r"^\W*\w+\s.{0,40}(?:опечатк|ошибк|помилк).{0,60}(?:ctrl|выделите|виділіть)",
    ),
    _rule("제보 제보는", r"^\W*제보(?:는|하기)?\s.{0,40}(?:카톡|카카오톡|okjebo|이메일|전화)"),
    _rule("متابعة", rf"^\W*متابعة\s+أخبار\s.{{0,40}}(?:على|عبر)\s.{{0,20}}{_MEDIUM}"),
    # Reuters: «(تغطية صحفية … - إعداد … للنشرة العربية - تحرير …)»
    _rule(
        "تغطية إعداد شارك",
        r"^\W*(?:تغطية\s+صحفية|إعداد|شارك\s+في\s+التغطية)\s.{2,160}(?:تحرير|للنشرة\s+العربية)",
    ),
    _rule(
        "شارك شاركوا شاركها",
        rf"^\W*شارك(?:وا|ها)?\s+(?:هذا\s+|هذه\s+)?(?:المقال|الخبر|الموضوع|القصة|الصفحة)?\s*"
        rf"(?:عبر|على|مع|في)?\s*[:：]?\s*{_MEDIUM}",
    ),
    _rule(
        "جميع كافة كل",
        r"^\W*(?:جميع|كافة|كل)\s+(?:ال)?(?:مقالات|آراء|مواد|تعليقات)\s.{0,60}(?:تعب[\u0651]?ر|تمث[\u0651]?ل)",
    ),
    _rule(
        "عدد المشاهدات مشاهدات الزيارات القراءات تعداد بازدید okunma görüntülenme просмотров просмотры"
        " views hits reads visto lecturas lượt dilihat количество تمت قراءة تم مشاهده",
        r"^\W*(?:عدد\s+|تعداد\s+|lượt\s+|количество\s+|تمت?\s+)?(?:показов|مشاهده|(?:ال)?قراءة|قراءته|(?:ال)?(?:مشاهدات|زيارات|قراءات|قراء|تعليقات|مشاركات)|بازدید"
        r"|okunma|görüntülenme|просмотр\w+|views|hits|reads|visto|lecturas|xem|dilihat)\s*[:：]?"
        r"\s*[\d.,KkМм\s]+\W*(?:kali|مرة|بار)?$",
    ),
    _rule("شاركنا شاركونا", r"^\W*شارك(?:نا|ونا)\s+(?:ب?رأيك|ب?رأيكم|ب?آرائكم|آراءكم|تعليق)"),
    _rule("جميع كافة حقوق كل", r"^\W*(?:جميع\s+|كافة\s+|كل\s+)?(?:ال)?حقوق\s.*(?:محفوظة|©)"),
    _rule(
        "الآراء المقالات المقال",
        r"^\W*(?:الآراء|المقالات?)\s.{0,60}(?:لا\s+ت?يعبر|لا\s+تعكس|تعبر\s+عن\s+(?:رأي|وجهة))",
    ),
    # Persian, Urdu, Hebrew
    _rule("انتهای پایان", r"^\W*(?:انتهای|پایان)\s+(?:پیام|خبر)\b.{0,20}$"),
    _rule(
        "کد_خبر کد_مطلب شناسه لینک", r"^\W*(?:کد\s+(?:خبر|مطلب)|شناسه\s+خبر|لینک\s+کوتاه)\s*[:：]?.{0,60}$"
    ),
    _rule(
        "کانال صفحه اخبار",
        rf"^\W*(?:کانال|صفحه|اخبار)\s.{{0,60}}(?:{_MEDIUM}.{{0,40}})?(?:دنبال\s+کنید|بپیوندید)",
    ),
    _rule("این", r"^\W*این\s+(?:خبر|مطلب|گزارش|صفحه)\s+را\s.{0,20}اشتراک\s+بگذارید"),
    _rule("διαβάστε δείτε", r"^\W*(?:διαβάστε|δείτε)\s+(?:όλες\s+)?τις\s+(?:τελευταίες\s+)?ειδήσεις"),
    _rule("ما_را", rf"^\W*ما\s+را\s+.{{0,60}}(?:{_MEDIUM}|دنبال\s+کنید)"),
    _rule(
        "به_کانال عضو برای",
        rf"^\W*(?:به\s+کانال|عضو\s+کانال|برای\s).{{0,90}}{_MEDIUM}.{{0,60}}(?:بپیوندید|کلیک\s+کنید|"
        rf"شوید)",
    ),
    _rule(
        "ہمیں ہمارا ہمارے",
        rf"^\W*ہم(?:یں|ارا|ارے)\s.{{0,60}}{_MEDIUM}.{{0,40}}(?:فالو|سبسکرائب|لائک|جوائن)",
    ),
    _rule(
        "עקבו הצטרפו הירשמו הרשמו להצטרפות להרשמה לחצו",
        rf"^\W*\w+\s.{{0,80}}(?:{_MEDIUM}|כאן|אחרינו|שלנו).{{0,60}}$",
    ),
    # German
    _rule("folgen folge folgt", r"^\W*folg(?:en|e|t)\s+(?:sie\s+)?(?:uns|jetzt)\b"),
    _rule(
        "abonnieren abonniere abonniert bestellen",
        rf"^\W*(?:abonnier|bestell)\w*\s.*(?:{_MEDIUM}|\bunser)",
    ),
    _rule(
        "jetzt hier melden mit dem",
        r"^\W*(?:jetzt|hier|melden|mit\s+dem)\b.{0,60}(?:newsletter|abonnieren|\banmelden)\b",
    ),
    _rule("laden lade hol holen", r"^\W*(?:laden|lade|hol(?:en)?)\s.{0,50}(?:news|unsere).{0,20}app\b"),
    _rule(
        "sie",
        r"^\W*sie\s+können\s+(?:sich|den\s+newsletter|uns)\b.{0,40}(?:jederzeit|abmelden|abbestellen)",
    ),
    _rule("hat", r"^\W*hat\s+(?:ihnen|dir|euch)\s+(?:dieser|der)\s+(?:artikel|beitrag|text)\s+gefallen"),
    _rule(
        "ihre deine schreiben haben",
        r"^\W*(?:ihre\s+meinung\s+ist|schreiben\s+sie\s+(?:uns|einen\s+leserbrief)|"
        r"haben\s+sie\s+(?:fragen|anregungen|hinweise|einen\s+fehler))\b",
    ),
    _rule(
        "dieser der",
        r"^\W*(?:dieser|der)\s+(?:artikel|text|beitrag)\s+(?:ist|erschien|wurde|stammt)\b.*(?:zuerst|"
        r"zunächst|ursprünglich|übersetzung)",
    ),
    # French, Italian, Spanish, Portuguese
    _rule("déjà", r"^\W*déjà\s+(?:abonnée?|inscrite?|un\s+compte)\s*\?"),
    _rule(
        "ya_eres ya_tienes ya_estás",
        r"^\W*¿?ya\s+(?:eres|tienes|estás)\s[^.!?]{0,40}(?:suscri|cuenta|registrad)[^.!?]{0,20}\?",
    ),
    _rule("suivez rejoignez retrouvez", r"^\W*(?:suivez|rejoignez|retrouvez)(?:-|\s)nous\b"),
    _rule("abonnez inscrivez", r"^\W*(?:abonnez|inscrivez)(?:-|\s)vous\b"),
    _rule(
        "recevez téléchargez",
        r"^\W*(?:recevez|téléchargez)\s.*(?:newsletter|\bapp\w*|e-?mail|\bnotre\b|\bnos\b)",
    ),
    _rule(
        "seguici iscriviti abbonati ricevi scarica segui",
        rf"^\W*(?:seguici|iscriviti|abbonati|(?:ricevi|scarica|segui)\s.*(?:{_MEDIUM}|nostr[aoie]|"
        rf"\bapp\b))\b",
    ),
    _rule("síguenos síganos suscríbete suscríbase apúntate únete inscríbete", r"^\W*\w+\b.{0,160}$"),
    _rule(
        "sigue siga recibe descarga puedes",
        rf"^\W*(?:sigue|siga|recibe|descarga|puedes\s+seguir)\s.*(?:{_MEDIUM}|\bnuestr[oa]s?\b)",
    ),
    _rule(
        "siga acompanhe inscreva assine receba baixe participe confira clique entre quer",
        rf"^\W*\w+\S*\s.*(?:{_MEDIUM}|\bnoss[oa]s?\b|\baqui\b|últimas\s+notícias)",
    ),
    # Dutch, the North, Slavic languages, Turkish, Asia
    _rule(
        "volg abonneer schrijf meld",
        r"^\W*(?:volg\s+ons|abonneer\s+je|schrijf\s+je\s+(?:hier\s+)?in|meld\s+je)\b",
    ),
    _rule("följ følg gilla lik", r"^\W*(?:följ|følg|gilla|lik)\s+(?:oss|os)\b"),
    _rule(
        "obserwuj śledź polub zapisz dołącz subskrybuj pobierz",
        rf"^\W*\w+\s.*(?:{_MEDIUM}|\bnas\b|\bnasz)",
    ),
    _rule(
        "sledujte odebírejte přihlaste sledujete odoberajte",
        rf"^\W*\w+\s.*(?:{_MEDIUM}|\bnás\b|\bnaše)",
    ),
    _rule("son güncel", r"^\W*(?:son\s+dakika|güncel)\s.{0,60}(?:tıklayın|takip\s+ed)"),
    _rule("bizi abone haberlerimizi", r"^\W*(?:bizi\s.*takip\s+ed|abone\s+ol|haberlerimizi\s.*takip)"),
    _rule(
        "подписывайтесь подпишитесь підписуйтесь підписуйтеся підпишіться следите присоединяйтесь"
        " стежте долучайтесь приєднуйтесь",
        rf"^\W*\w+\s.*(?:{_MEDIUM}|\bнаш)",
    ),
    # The Balkans, the Baltics, Hungary, Greece
    _rule(
        "последвайте следете следвайте присъединете абонирайте urmărește urmăreşte urmăriți urmăriţi"
        " abonează abonați pratite zapratite pridružite pretplatite spremljajte sledite kövess kövessen"
        " iratkozz iratkozzon csatlakozz sekite prenumeruokite seko sekojiet jälgi liitu seuraa"
        " ακολουθήστε ακολούθησε εγγραφείτε ndiqni ndiqna ipaguba izləyin qoşulun abunə",
        rf"^\W*\w+\S*\s.*(?:{_MEDIUM}|google|viber)",
    ),
    _rule("ikuti dapatkan gabung cek simak download", rf"^\W*\w+\s.*(?:{_MEDIUM}|saluran|aplikasi)"),
    _rule("theo mời", rf"^\W*(?:theo\s+dõi|mời\s+bạn)\s.*(?:{_MEDIUM}|kênh)"),
    _rule("हमें हमारे", r"^\W*हम\S*\s.*(?:फॉलो|जॉइन|ज्वाइन|सब्सक्राइब|लाइक)"),
    _rule(
        "编辑 責編 责编 责任编辑 編集 責任編集 責任編輯 編輯",
        r"^\W*(?:责任|責任)?(?:编辑|责编|責編|編集|編輯)\s*[:：].{0,40}$",
    ),
    # Of Chinese sites: another outlet's headline, who edited, whose rights, what follows
    _rule("原标题 原题 原標題", r"^\W*(?:原标题|原题|原標題)\s*(?:为|為)?\s*[:：《“「].{1,80}$"),
    _rule(
        "编辑 责编 责任编辑 校对 編輯",
        r"^\W*(?:责任)?(?:编辑|责编|校对|編輯)[\s/／|]+[\u4e00-\u9fff]{2,4}(?:[\s/／|]+\S{1,6}){0,4}\W*$",
    ),
    # A text may quote these words and go on about them: what a site sets speaks of itself, or of rights.
    _rule(
        "免责声明 版权声明 特别声明",
        r"^\W*(?:免责|版权|特别)声明\s*[:：]\s*(?=.{0,40}(?:本[文网站报刊号页平]|以上内容|转载|版权归|投资建议|侵权|仅供参考)).{1,300}$",
    ),
    _rule("转载请注明出处 未经授权不得转载 点击进入专题 图片来自网络 图片均来自网络 题图来自", r"^.{1,60}$"),
    _rule(
        "loading",
        r"^loading\s+(?:the\s+)?(?:table\s+of\s+contents?|article|content|data|page|ads?|images?|posts?|stories|story|results|chart|map)"
        r"\s*(?:\.\.\.|…)$",
    ),
    _rule("the end", r"^[-–—*=\s]+(?:the\s+)?end[-–—*=\s]+$"),
    # When it was published, and how long it takes to read
    _rule(
        "stand published updated posted last veröffentlicht aktualisiert erstellt publié publiée mis"
        " publicado publicada actualizado"
        " actualizada atualizado pubblicato aggiornato gepubliceerd bijgewerkt geplaatst opublikowano"
        " aktualizacja publikováno"
        " aktualizováno yayınlanma güncelleme опубликовано обновлено дата опубліковано оновлено تاريخ"
        " نشر نشرت آخر تحديث تم פורסם"
        " עודכן תאריך تاریخ منتشر diterbitkan diperbarui publicerad uppdaterad publisert oppdatert"
        " publiceret opdateret julkaistu"
        " päivitetty δημοσίευση ενημέρωση प्रकाशित अपडेटेड पर",
        r"^\W*(?!stand\s+by|last\s+(?!updated|modified)|تم\s+(?!النشر|تحديث|نشر)|"
        r"mis\s+(?!à))[\w\u0900-\u097f]+(?:\s+à\s+jour)?\b[^.!?؟]{0,25}\d.{0,45}(?<![^\W\d_]{2}\.)$",
    ),
    _rule(
        "reading read estimated tempo temps tiempo lesezeit lesedauer leestijd czas okuma مدة زمن وقت время",
        r"^\W*(?:(?:estimated\s+)?read(?:ing)?\s+time|tempo\s+(?:de\s+leitura|di\s+lettura)|"
        r"temps\s+de\s+lecture|tiempo\s+de\s+lectura"
        r"|lesezeit|lesedauer|leestijd|czas\s+czytania|okuma\s+süresi|مدة\s+القراءة|وقت\s+القراءة|"
        r"زمن\s+مطالعه|время\s+чтения)\b.{0,30}$",
    ),
)


# --- signs ------------------------------------------------------------------------------------

_COUNT = re.compile(
    r"^\d[\d.,]*\s*[KkMm]?\s+(?:comments?|shares?|views?|likes?|retweets?|replies|"
    r"min(?:ute)?s?\.?\s+read|kommentare?"
    r"|commentaires?|comentarios?|comentários?|commenti|reacties|komentarz\w*|yorum|тыс|просмотр\w*|"
    r"комментари\w*|vídeos|fotos"
    r"|تعليق\w*|مشاركة|مشاهدة|קריאות|תגובות|نظر)\b.{0,20}$",
    re.IGNORECASE,
)
# Agencies end reports with a time and a number («12:34 ت م», "0034"), or initials («م ح م/ع ر أ», «- مل -»).
_WIRE_TIME = re.compile(r"^(?:\d{1,2}:\d\d\s*ت\s?مـ?|0\d{2,3})\W*$")
_WIRE_SIGNATURE = re.compile(r"^(?:[^\W\d_]\s){2,5}\d{6}\b")  # «ك و ن ا 141825 جمت مار 24»
_INITIALS_IN_BRACKETS = re.compile(
    r"^\((?!(?:dpa|afp|apa|sda|sid|epd|kna)/)[a-z]{2,4}(?:/[a-z]{2,4}){1,3}\)$"
)  # "(rin/bud)"
_LUSA_INITIALS = re.compile(r"^[A-Z]{2,6}(?:/[A-Z]{2,6})* // [A-Z]{2,5}\W*$")  # "JRS // ANP"
# "PTI COR ANE", "ab/cd": whose desk sent a report
_DESK_INITIALS = re.compile(
    r"(?:PTI|ANI|IANS|UNI)(?: [A-Z]{2,4}){1,5}"
    r"|(?!(?:dpa|afp|apa|sda|sid|epd|kna)/)[a-z]{2,4}(?:/[a-z]{2,4}){1,3}"
)
_ADDRESS = re.compile(  # a reporter's, below the text
    r"(?:(?:contact|e-?mail|correo|kontakt|للتواصل|البريد)\s*:?\s*)?"
    r"\W?[\w.+-]{2,40}@[\w-]+(?:\.[\w-]+){1,3}\W?(?:\s?\((?:END|끝)\))?",
    re.IGNORECASE,
)
_NO_LIABILITY = re.compile(r"غير\s+مسؤول\w*\s+عن\s+(?:هذا|هذه|محتوى|مضمون|ما\s)")
_LETTERS_WITH_DOTS = re.compile(r"(?:[ء-ي]\s?\.\s?){1,3}[ء-ي]\s?\.?")  # «ق. م»
_WIRE_INITIALS = re.compile(r"^\W*(?:(?:النهاية|انتهى)\W+)?(?:[ء-ي]{1,3}[\s./-]+){0,7}[ء-ي]{1,3}\W*$")
# "They met in May. (Image: GETTY)", "A bridge (AP Photo/Jane Doe)"
_CAPTION = re.compile(
    r"[(\[（](?:(?:file\s+)?(?:image|photo|picture|pic|foto|bild|credit|crédit|zdroj|fot|фото|video|"
    r"صورة|الصورة|تصوير|عکس|צילום|写真(?:提供)?|撮影|画像|圖|图(?:片来源)?|図|照片|摄影|攝影|사진(?:제공)?|archivfoto|kuva|fotó|fotoğraf|снимка"
    r"|फोटो|ছবি|ภาพ|ảnh)s?\.?"
    r"(?:\s+(?:by|credit|courtesy|source|von|de|di))?\s*(?:[:：/／|＝=・]|\s+by\s|(?<=by)\s).{1,80}"
    r"|(?:AP|EPA|AFP|Reuters|Getty)\b[^()]{0,12}(?:photo|images|/)[^()]{0,60})[)\]）]\W*$",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 140  # characters
# «جانب من الجلسة (أرشيف)»
_OLD_PICTURE = re.compile(
    r"[(\[（](?:file|archive?|archivo|arquivo|archivio|архив|arşiv|(?:صورة\s+)?(?:أرشيف(?:ية|ي)?|تعبيرية?)|آرشیو|ארכיון"
    r"|file\s+photo|representati(?:ve|onal)\s+image|stock\s+image|symbolbild|archivbild|archiv-?foto|photo\s+d[’']archives?|(?:foto|imagen)\s+de\s+archivo"
    r"|foto\s+d[’']archivio|archieffoto|arkiv(?:bild|foto)?|kuvituskuva|arkistokuva|fot\.\s+(?:[A-Z]{2,4}|archiwum)|zdjęcie\s+ilustracyjne|ilustrač\w+\s+(?:foto|snímek)"
    r"|illusztráció|foto\s+arhivă|imagine\s+ilustrativă|φωτ(?:ογραφία|ό)\s+αρχείου|arşiv\s+fotoğrafı|фото\s+(?:из\s+архива|ілюстративне)|архивное\s+фото"
    r"|عکس\s+(?:تزئینی|از\s+\w+)|צילום\s+(?:ארכיון|מסך)|फाइल(?:\s+फोटो)?|ফাইল\s+ছবি|கோப்புப்\s+படம்|ഫയൽ\s+ചിത്രം|แฟ้มภาพ|ảnh\s+minh\s+họa|dok\.\s+istimewa"
    r"|gambar\s+(?:hiasan|fail)|資料写真|イメージ|示意圖|资料图|资料照片|資料照片|자료사진|写真は[^（）]{1,12}提供)[)\]）]$",
    re.IGNORECASE,
)
# «النائبة خلال الجلسة - تصوير مروان نعمة»
_TAKEN_BY = re.compile(r"\s[-–—|/]\s*(?:ال)?تصوير\s+\S+(?:\s\S+){0,3}$")
# "The hospital in the old town — Foto: Jane Doe"
_CAPTION_BEHIND_DASH = re.compile(
    r"\s[-–—|]\s*(?:foto|photo|фото|bild|image|imagem|imagen|crédito|credit|صورة|تصوير)\s*[:：].{1,60}$",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(
    r"^\[/?(?:gambas|ad|ads|advert\w*|anzeige|caption|video|gallery|embed\w*|youtube|instagram|twitter|tweet|"
    r"iframe|quiz|poll|audio"
    r"|playlist|widget|gravityform|contact-form\S*|read|watch|see|more)\b.*\]$",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"^\{\{[^{}]{1,60}\}\}$")  # "{{cta}}", which a script would fill
_NEWSLETTER = re.compile(
    r"sign\s+up|start\s+your\s+day|kick\s+off\s+your|subscrib|abonnier|\banmeld|inbox|suscr[ií]b|inscri|iscriv|abonne|richtig|receive|erhalten",
    re.IGNORECASE,
)


def _is_sign(text: str) -> bool:
    """What other signs than the first word tell: ©, a photo's credit at the end, a post's signature."""
    first, last, length = text[0], text[-1], len(text)
    if first.isdigit() and (_COUNT.match(text) or _WIRE_TIME.match(text)):
        return True
    if first == "{" and _PLACEHOLDER.match(text):
        return True
    if first == "=" and text.startswith("====") and length <= _LONGEST_BUTTON:  # «============ م.ع.»
        return True
    if first == "#" and " " in text and all(word[0] == "#" for word in text.split()):
        return True
    if length <= 40 and text[1:2] == " " and _WIRE_SIGNATURE.match(text):
        return True
    if " // " in text and length <= 24 and _LUSA_INITIALS.match(text):
        return True
    if "@" in text and length <= _LONGEST_BUTTON and _ADDRESS.fullmatch(text):
        return True
    if length <= 24 and _DESK_INITIALS.fullmatch(text):
        return True
    if first == "(" and length <= 24 and _INITIALS_IN_BRACKETS.match(text):
        return True
    if length <= 90 and "min read" in text:
        return True
    if "غير مسؤول" in text and _NO_LIABILITY.search(text):
        return True
    if length <= 24 and ("/" in text or first == "-" or "النهاية" in text) and _WIRE_INITIALS.match(text):
        return True
    if length <= 12 and "." in text and _LETTERS_WITH_DOTS.fullmatch(text):
        return True
    if "©" in text or "ⓒ" in text:
        at = max(text.rfind("©"), text.rfind("ⓒ"))
        return at < 12 or length - at < 70
    if last in ")]）" and (length <= _LONGEST_CAPTION and _OLD_PICTURE.search(text)):
        return True
    if last in ")]）" and (_CAPTION.search(text) or (first == "[" and _SHORTCODE.match(text))):
        return True
    if length <= _LONGEST_CAPTION and "تصوير" in text and _TAKEN_BY.search(text):
        return True
    if ":" in text[-70:] and _CAPTION_BEHIND_DASH.search(text, max(0, length - 80)):
        return True
    if first in "—–" and "(@" in text and last.isdigit():  # an embedded post's "— Name (@name) May 3, 2024"
        return True
    return length <= 160 and "ewsletter" in text and _NEWSLETTER.search(text) is not None


def _by_first_word() -> dict[str, tuple[re.Pattern[str], ...]]:
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for openings, pattern in _RULES:
        for opening in openings:
            found[opening] = (*found.get(opening, ()), pattern)
    return found


_RULES_BY_FIRST_WORD = _by_first_word()
