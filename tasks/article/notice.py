"""Tell by their words the pages that a site sends instead of an article: errors, walls, stubs.

Two tables of what such pages say, compared in folded form. A name is all that a headline or title has to say
("Page not found | The Paper"). An opening is how a sentence begins that speaks to the reader of that page
("To continue reading, subscribe"); a report about such pages has it further on, in somebody's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from tasks.fold import fold

_NAMES: Mapping[str, str] = {
    "soft_404": """
not found|nicht gefunden|no encontrado|não encontrado|niet gevonden|nie znaleziono|не найдено|bulunamadı
لم يتم العثور|لم يتم العثور عليه|غير موجود|یافت نشد
""",
    "bot_wall": """
just a moment|one moment please|access denied|attention required|forbidden|are you a robot|are you human
robot check|security check|security verification|human verification|verify you are human
please verify you are human|verifying you are human|checking your browser|pardon our interruption
you have been blocked|you are blocked|access to this page has been denied|captcha|bot verification
ddos guard|ddos protection|client challenge|the request could not be satisfied
request could not be satisfied|security checkpoint|browser check|blocked|request unsuccessful
access restricted|access forbidden|unusual traffic|unavailable due to legal reasons
your access to this site has been limited|your access to this site has been limited by the site owner
unavailable for legal reasons|not available in your region|not available in your country
zugriff verweigert|sicherheitsüberprüfung|nur einen moment|einen moment bitte|zugriff gesperrt
accès refusé|accès interdit|un instant|vérification de sécurité|acceso denegado|un momento
verificación de seguridad|acceso restringido|acesso negado|só um momento|verificação de segurança
accesso negato|verifica di sicurezza|toegang geweigerd|odmowa dostępu|dostęp zabroniony|přístup odepřen
åtkomst nekad|adgang nægtet|ingen tilgang
доступ запрещен|доступ ограничен|проверка браузера|проверка безопасности|вы не робот|erişim engellendi
erişim reddedildi|bir dakika lütfen|güvenlik kontrolü|robot musunuz
تم رفض الوصول|الوصول مرفوض|الدخول مرفوض|لحظة واحدة|لحظة من فضلك|تم حظر الوصول|ممنوع الوصول
التحقق من الأمان|الموقع محجوب|هذا الموقع محجوب|تم حجب الموقع
دسترسی غیرمجاز|دسترسی غیر مجاز|دسترسی مسدود شده است|یک لحظه|بررسی امنیتی|رسائی سے انکار
הגישה נדחתה|הגישה נחסמה|רק רגע|בדיקת אבטחה
请稍候|請稍候|安全验证|安全驗證|人机验证|访问被拒绝|访问验证|禁止访问|しばらくお待ちください
アクセスが拒否されました|アクセス拒否|잠시만 기다리십시오|잠시만 기다려 주세요|접근이 거부되었습니다
접근 거부
""",
    "login_wall": """
log in|login|sign in|signin|log in or sign up|log in to continue|sign in to continue|sign in or register
member login|subscriber login|sign in to your account|log in to your account|login required|please log in
please sign in|user login|unauthorized
anmelden|anmeldung|einloggen|bitte anmelden|bitte melden sie sich an|connexion|se connecter
identifiez-vous|connectez-vous|iniciar sesión|inicia sesión|inicio de sesión|identifícate|iniciar sessão
fazer login|accedi|inloggen|logga in|log ind|logg inn|kirjaudu|kirjaudu sisään|logowanie|zaloguj się
přihlášení|přihlásit se|bejelentkezés|autentificare|σύνδεση
вход|войти|авторизация|вход на сайт|вход в личный кабинет|увійти|вхід|giriş yap|üye girişi|oturum aç
kullanıcı girişi
تسجيل الدخول|تسجيل دخول|دخول الأعضاء|الدخول إلى حسابك|ورود|ورود به سایت|ورود به حساب کاربری|ورود کاربران
لاگ ان|התחברות|התחבר|כניסה למערכת|כניסת מנויים|כניסה לחשבון
登录|登入|用户登录|会员登录|会員登入|ログイン|会員ログイン|로그인|회원 로그인
""",
    "consent_wall": """
before you continue|cookie consent|cookie settings|cookie preferences|we value your privacy
we care about your privacy|your privacy choices|your privacy is important to us|privacy settings
manage your privacy|privacy gate|consent
bevor sie fortfahren|privatsphäre-einstellungen|datenschutzeinstellungen|datenschutz-einstellungen
cookies zustimmen|cookie-einstellungen|ihre privatsphäre|zustimmung erforderlich|mit werbung weiterlesen
mit werbung weiter|weiterlesen mit werbung|mit werbung lesen|avant de continuer
votre vie privée|nous respectons votre vie privée|paramètres des cookies|antes de continuar|tu privacidad
configuración de cookies|su privacidad es importante|a sua privacidade|prima di continuare|la tua privacy
voordat je verdergaat|cookie-instellingen|je privacy|ustawienia prywatności|dbamy o twoją prywatność
настройки cookie|çerez ayarları|çerez tercihleri|gizliliğinize önem veriyoruz|إعدادات ملفات تعريف الارتباط
نحن نهتم بخصوصيتك|خصوصيتك تهمنا|قبل المتابعة|تنظیمات کوکی|הגדרות עוגיות|הפרטיות שלך חשובה לנו|cookie 设置
您的隐私|クッキーの設定|쿠키 설정
""",
    "paywall_stub": """
subscribe to read|subscribe to continue|subscribe to continue reading|subscribe to keep reading
subscribers only|subscriber only content|subscriber exclusive|subscription required
this article is for subscribers only|premium content|members only|exclusive to subscribers
to read this article subscribe
nur für abonnenten|exklusiv für abonnenten|jetzt abonnieren und weiterlesen|article réservé aux abonnés
contenu réservé aux abonnés|réservé aux abonnés|contenido exclusivo para suscriptores
solo para suscriptores|exclusivo para suscriptores|conteúdo exclusivo para assinantes
exclusivo para assinantes|contenuto riservato agli abbonati|riservato agli abbonati|alleen voor abonnees
endast för prenumeranter|kun for abonnenter|tylko dla subskrybentów
только для подписчиков|материал доступен по подписке|sadece abonelere özel|abonelere özel|للمشتركين فقط
محتوى للمشتركين فقط|هذا المحتوى للمشتركين فقط|محتوى حصري للمشتركين|ویژه مشترکان|صرف سبسکرائبرز کے لیے
למנויים בלבד|תוכן למנויים בלבד|仅限订阅者|会员专享|付费内容|會員限定|会員限定|有料会員限定|有料会員限定記事
구독자 전용|유료 회원 전용
""",
    "error_page": """
internal server error|server error|service unavailable|service temporarily unavailable
temporarily unavailable|bad gateway|gateway timeout|gateway time-out
error establishing a database connection|database error|application error|under maintenance
site under maintenance|website under maintenance|scheduled maintenance|down for maintenance
maintenance mode|maintenance|we'll be right back|be right back|account suspended
this account has been suspended|domain for sale|this domain is for sale|example domain|welcome to nginx
default web page|it works|site not found|an error occurred|an error has occurred|something went wrong
request timeout|too many requests|bad request|runtime error|connection timed out|web server is down
origin is unreachable|host error|ssl handshake failed|this website is for sale
interner serverfehler|serverfehler|dienst nicht verfügbar|wartungsarbeiten|wartungsmodus
erreur interne du serveur|service indisponible|site en maintenance|maintenance en cours
error interno del servidor|sitio en mantenimiento|en mantenimiento|erro interno do servidor
site em manutenção|em manutenção|errore interno del server|sito in manutenzione|onderhoud
interne serverfout|prace konserwacyjne|przerwa techniczna|błąd serwera|údržba
внутренняя ошибка сервера|ошибка сервера|технические работы|ведутся технические работы
сайт временно недоступен|sunucu hatası|bakım çalışması|site bakımda|الموقع تحت الصيانة|الموقع قيد الصيانة
خطأ في الخادم|خطأ داخلي في الخادم|سایت در دست تعمیر است|سایت در دست تعمیر|خطای سرور|خطای داخلی سرور
האתר בתחזוקה|שגיאת שרת
服务器错误|服务器内部错误|系统维护中|网站维护中|系統維護中|メンテナンス中|ただいまメンテナンス中です
サーバーエラー|서비스 점검 중|서버 오류
""",
    "redirect_page": """
redirect|redirecting|redirect notice|redirection|you are being redirected|moved permanently
moved temporarily|object moved|document moved|page moved|this page has moved|page has moved|weiterleitung
sie werden weitergeleitet|redirection en cours|redirigiendo|redirección|redirecionando|reindirizzamento
doorverwijzing|przekierowanie|přesměrování
перенаправление|переадресация|yönlendiriliyor|yönlendiriliyorsunuz|جاري التحويل|جار التحويل|جاري تحويلك
إعادة توجيه|در حال انتقال|در حال انتقال به سایت
در حال انتقال به سایت مورد نظر هستید|در حال هدایت|מעביר אותך|הפניה|正在跳转|页面跳转中|正在跳轉|リダイレクト中
リダイレクトしています|리디렉션
""",
}

# What is lost = that it is, a language a line (what is indented goes on): either may come first.
_LOST = """
page|requested page|page requested|page you requested|page you are looking for|page you're looking for|
    article|story|post|content|file|url|requested url|item = not found|was not found|wasn't found|
    could not be found|couldn't be found|cannot be found|can't be found|does not exist|doesn't exist|
    no longer exists|not available|is not available|isn't available|isn't available right now|
    unavailable|is unavailable|no longer available|is no longer available|has been removed|was removed|
    has been deleted|was deleted|is missing|is gone|could not find|couldn't find|can't find|
    cannot find|no such
seite|artikel|inhalt|beitrag|gesuchte seite|angeforderte seite = nicht gefunden|wurde nicht gefunden|
    konnte nicht gefunden werden|nicht verfügbar|ist nicht verfügbar|nicht mehr verfügbar|
    ist nicht mehr verfügbar|existiert nicht|existiert nicht mehr|gibt es nicht|gibt es nicht mehr|
    nicht vorhanden|wurde gelöscht
page|article|contenu|page demandée|page que vous cherchez|page que vous recherchez = non trouvée|
    non trouvé|introuvable|est introuvable|n'existe pas|n'existe plus|inexistante|indisponible|
    est indisponible|n'est plus disponible|n'a pas été trouvée|n'a pas été trouvé|a été supprimée|
    a été supprimé
página|página solicitada|página que buscas|artículo|noticia|contenido = no encontrada|no encontrado|
    no existe|ya no existe|no disponible|no está disponible|ya no está disponible|no se encuentra|
    no se ha encontrado|no fue encontrada|no se encontró|no se pudo encontrar|no encontramos|inexistente
página|a página|página solicitada|a página que procura|conteúdo|notícia|artigo = não encontrada|
    não encontrado|não existe|não existe mais|indisponível|não está disponível|não foi encontrada|
    não foi encontrado|não encontramos|removida|inexistente
pagina|pagina richiesta|pagina che cerchi|articolo|contenuto|notizia = non trovata|non trovato|
    non esiste|non esiste più|non disponibile|non è disponibile|non è più disponibile|
    non è stata trovata|non è stato trovato|inesistente|rimossa
pagina|opgevraagde pagina|artikel = niet gevonden|is niet gevonden|bestaat niet|bestaat niet meer|
    niet beschikbaar|is niet beschikbaar|niet meer beschikbaar|kan niet worden gevonden|
    kon niet worden gevonden
sidan|siden|sida|artikeln|artikkelen|artiklen = hittades inte|kunde inte hittas|finns inte|
    finns inte längre|saknas|blev ikke fundet|findes ikke|kunne ikke findes|ble ikke funnet|finnes ikke|
    ikke funnet|ikke fundet|fant ikke|eksisterer ikke
sivua|sivu = ei löytynyt|ei löydy|ei ole olemassa
strona|strony|artykuł|artykułu|podana strona|szukana strona = nie istnieje|nie została znaleziona|
    nie znaleziona|nie znaleziono|nie odnaleziono|niedostępna|jest niedostępna|została usunięta
stránka|článek|požadovaná stránka|hledaná stránka = nenalezena|nenalezen|nebyla nalezena|nebyl nalezen|
    neexistuje|nenalezeno|není dostupná
oldal|az oldal|a keresett oldal|a cikk = nem található|nem létezik|nem elérhető
pagina|pagina căutată|articolul = nu a fost găsită|nu a fost găsit|nu există|nu este disponibilă|negăsită
σελίδα|η σελίδα|η σελίδα που ζητήσατε|το άρθρο = δεν βρέθηκε|δεν υπάρχει
страница|такая страница|эта страница|запрашиваемая страница|запрошенная страница|страницы|
    такой страницы|статья|новость|материал|публикация = не найдена|не найден|не найдено|не существует|
    больше не существует|нет|удалена|удален|недоступна|недоступен|отсутствует
сторінка|сторінку|запитувана сторінка|новина|стаття = не знайдена|не знайдено|не існує|видалена|недоступна
sayfa|bu sayfa|aradığınız sayfa|istenen sayfa|haber|aradığınız haber|içerik = bulunamadı|mevcut değil|
    artık mevcut değil|bulunmuyor|bulunmamaktadır|yok|kaldırıldı|kaldırılmış|silinmiş|yayında değil
الصفحة|هذه الصفحة|صفحة|الصفحة المطلوبة|الصفحة التي تبحث عنها|الصفحة التي طلبتها|المادة|هذه المادة =
    غير موجودة|لم تعد موجودة|غير متوفرة|غير متاحة|لم تعد متاحة|محذوفة|تم حذفها|تمت إزالتها|لا توجد|
    لم يتم العثور على|لم يعثر على|لم نعثر على|لم نجد|لم نتمكن من العثور على|تعذر العثور على|حذفت|أزيلت|
    سحبت|تم حذف|تمت إزالة
الخبر|هذا الخبر|الخبر المطلوب|المقال|هذا المقال|المقال المطلوب|المحتوى|هذا المحتوى|الرابط = غير موجود|
    لم يعد موجودا|غير متوفر|غير متاح|لم يعد متاحا|محذوف|تم حذفه|تمت إزالته|لم يتم العثور على|
    لم نعثر على|لم نجد|حذف|تم حذف
صفحه|این صفحه|صفحه مورد نظر|صفحه موردنظر|صفحه مورد نظر شما|صفحه موردنظر شما|صفحه درخواستی|صفحه ای|
    صفحه‌ای|خبر|این خبر|خبر مورد نظر|مطلب|این مطلب = یافت نشد|پیدا نشد|وجود ندارد|دیگر وجود ندارد|
    موجود نیست|در دسترس نیست|حذف شد|حذف شده|حذف شده است
صفحہ|یہ صفحہ|مطلوبہ صفحہ|خبر|مضمون = نہیں ملا|نہیں ملی|نہیں مل سکا|موجود نہیں|موجود نہیں ہے|دستیاب نہیں|
    دستیاب نہیں ہے|ہٹا دیا گیا ہے
הדף|העמוד|דף|עמוד|הדף המבוקש|העמוד המבוקש|הדף שחיפשת|העמוד שחיפשת|הדף שביקשת|העמוד שביקשת|הכתבה|הידיעה|
    התוכן = לא נמצא|לא נמצאה|אינו קיים|אינה קיימת|לא קיים|לא קיימת|אינו זמין|לא זמין|הוסר|הוסרה|נמחק
síða|síðan = fannst ekki|er ekki til
stránka|požadovaná stránka|článok = sa nenašla|sa nenašiel|nebola nájdená|nebol nájdený
страница|страницата|тази страница|такава страница|статията = не е намерена|не беше намерена|не съществува|няма
stranica|strana|tražena stranica|stranicu|članak = nije pronađena|nije pronađen|ne postoji|nismo pronašli
страница|страна|тражена страница|чланак = није пронађена|није пронађен|не постоји
stran|strani|iskana stran = ni najdena|ne obstaja|ni mogoče najti|ni bilo mogoče najti
страницата = не е пронајдена|не постои
puslapis|toks puslapis|puslapio|ieškomas puslapis = nerastas|neegzistuoja|nėra|nepavyko rasti
lapa|meklētā lapa = nav atrasta|neeksistē
lehte|lehekülge|otsitud lehte|seda lehte = ei leitud|ei ole olemas
faqja = nuk u gjet|nuk ekziston
pàgina|la pàgina = no s'ha trobat|no trobada|no existeix
səhifə|axtardığınız səhifə = tapılmadı|mövcud deyil
გვერდი = ვერ მოიძებნა|არ მოიძებნა|არ არსებობს
էջը = չի գտնվել|գտնված չէ|գոյություն չունի
sahifa = topilmadi|mavjud emas
бет = табылмады|табылган жок
хуудас = олдсонгүй
ገጹ = አልተገኘም
পাতাটি|পৃষ্ঠাটি|পেজটি|পাতা = পাওয়া যায়নি|খুঁজে পাওয়া যায়নি
பக்கம் = கிடைக்கவில்லை|காணப்படவில்லை
పేజీ = కనుగొనబడలేదు|దొరకలేదు
पृष्ठ|पान = सापडले नाही
trang = không tìm thấy|không tồn tại|không tìm thấy trang này
halaman|halaman yang anda cari|artikel|berita = tidak ditemukan|tidak dijumpai|tidak tersedia|tidak ada
ukurasa = haujapatikana|haupatikani
पृष्ठ|पेज|यह पेज = नहीं मिला|मौजूद नहीं है|उपलब्ध नहीं है
หน้า|หน้าที่คุณต้องการ|หน้าเว็บ|หน้านี้ = ไม่พบ|ไม่มีอยู่
页面|网页|文章|内容|该页面|此页面|您访问的页面|您要访问的页面|您要找的页面|頁面|網頁|該頁面|
    您要找的頁面 = 不存在|未找到|没有找到|找不到|已删除|已被删除|不存在或已删除|不存在或已被删除|
    不存在或已刪除|無法找到
ページ|お探しのページ|指定されたページ|ご指定のページ|記事 = が見つかりません|が見つかりませんでした|
    は見つかりません|は見つかりませんでした|が存在しません|は存在しません|は削除されました
페이지를|요청하신 페이지를|찾으시는 페이지를|기사를 = 찾을 수 없습니다
존재하지 않는|찾을 수 없는|삭제된 = 페이지입니다|기사입니다
"""

# How many folded characters may stand before an opening ("Sorry, but …"); who asks for consent is named.
_BEFORE = {"consent_wall": 45, "paywall_stub": 10, "login_wall": 10}
_BEFORE_OTHERS = 24
_OPENINGS: Mapping[str, str] = {
    "soft_404": """
page you are looking for|page you're looking for|page you were looking for|page you requested
page you were trying|page you are trying|the requested page|the requested url|url you requested
link you followed may be|page that you requested|couldn't find the page|could not find the page
can't find the page|cannot find the page|looks like nothing was found|page may have been moved
page might have been removed|page has been removed|article you requested|article you are looking for
article you're looking for|story you are looking for|page could not be found|page cannot be found
page can't be found|this page doesn't exist|this page does not exist|no longer available on this site
seite, die sie suchen|seite die du suchst|die gesuchte seite|die angeforderte seite
die von ihnen gesuchte seite|die von ihnen aufgerufene seite|die aufgerufene seite|die gewünschte seite
der gesuchte artikel|diese seite existiert
la page que vous recherchez|la page que vous cherchez|la page que vous avez demandée|la page demandée
la page à laquelle vous|l'article que vous cherchez|l'article demandé|la página que buscas
la página que busca|la página que está buscando|la página que estás buscando|la página solicitada
la página que intentas|la página a la que|la noticia que busca
a página que procura|a página que você|a página solicitada|não encontramos a página
não foi possível encontrar a página|la pagina che stai cercando|la pagina che cerchi|la pagina richiesta
la pagina cercata|de pagina die u zoekt|de pagina die je zoekt|de opgevraagde pagina|sidan du söker
siden du leder efter|siden du leter etter|etsimääsi sivua|strona, której szukasz|szukana strona
podana strona|stránka, kterou hledáte|požadovaná stránka|a keresett oldal|pagina căutată
pagina pe care o cauți
запрашиваемая страница|запрошенная страница|запрашиваемой страницы|страница, которую вы ищете
такой страницы|страница, на которую|сторінка, яку ви шукаєте|aradığınız sayfa|ulaşmak istediğiniz sayfa
aradığınız haber|istediğiniz sayfa
الصفحة التي تبحث عنها|الصفحة التي طلبتها|الصفحة التي تحاول|الصفحة المطلوبة|لم نتمكن من العثور
لم نجد ما تبحث|لم نجد الصفحة|لم يتم العثور على|المقال الذي تبحث عنه|الخبر الذي تبحث عنه|يبدو أننا لم نستطع
صفحه مورد نظر|صفحه ای که به دنبال|صفحه‌ای که به دنبال|صفحه درخواستی|خبر مورد نظر|مطلوبہ صفحہ|جو صفحہ آپ
آپ جس صفحے کی تلاش|آپ جو صفحہ تلاش|صفحہ موجود نہیں|آپ جس پیج
आप जिस पेज|आप जिस पृष्ठ|যে পাতাটি খুঁজছেন
halaman yang anda cari|trang bạn tìm|trang bạn đang tìm|trang bạn yêu cầu
η σελίδα που ζητήσατε|η σελίδα που αναζητάτε
הדף שחיפשת|העמוד שחיפשת|הדף המבוקש|העמוד המבוקש|הדף שביקשת|הדף שאתה מחפש|您访问的页面|您要访问的页面
您查找的页面|您请求的页面
您要找的页面|您所訪問的頁面|您要找的頁面|您要查看的頁面|お探しのページ|ご指定のページ|指定されたページ
アクセスしようとしたページ|アクセスされたページ|요청하신 페이지|찾으시는 페이지
방문하시려는 페이지|요청하신 기사
""",
    "bot_wall": """
attempting to access this website from|unavailable in most european countries
isn't available in your region|not available in your region|not available in your country
checking your browser|checking if the site connection|verify you are human|verify that you are human
verify you're human|you are not a robot|you're not a robot|i am not a robot|confirm you are human
confirm that you are human|needs to review the security|you have been blocked
access to this page has been denied|you don't have permission to access
you do not have permission to access|unusual traffic|automated access|you are using automation
complete the security check|enable javascript and cookies to continue
this website is using a security service|performing security verification|something about your browser
request was blocked|complete the captcha|solve the captcha|protected by ddos|your ip address has been
your access to this service has been|your access to this site has been|access from your area has been
dass sie kein roboter|sie ein mensch sind|dass sie ein mensch|überprüfung ihres browsers
ihr browser wird überprüft|ungewöhnlichen datenverkehr|que vous n'êtes pas un robot|que vous êtes humain
vérification de votre navigateur|que no eres un robot|que no es un robot|que eres humano
comprobando tu navegador|que você não é um robô|que é humano|verificando seu navegador
di non essere un robot|che non sei un robot|che sei umano|dat je geen robot|dat u geen robot
bekräfta att du inte är en robot|że nie jesteś robotem|že nejste robot
что вы не робот|что вы человек|проверяем ваш браузер|проверка вашего браузера|ваш запрос заблокирован
доступ к этой странице|robot olmadığınızı|insan olduğunuzu|tarayıcınız kontrol
أنك لست روبوت|أنك إنسان|أنك لست برنامج|لست روبوت|التحقق من متصفحك|جاري التحقق من|ليس لديك إذن
ليس لديك صلاحية|الموقع الذي تحاول الوصول إليه
ربات نیستید|انسان هستید|در حال بررسی مرورگر|آپ روبوٹ نہیں|شما دسترسی لازم|אינך רובוט
שאתה לא רובוט|שאתם לא רובוט|שאתה אנושי|בודקים את הדפדפן
确认您是真人|验证您是真人|您是否是真人|不是机器人|正在检查您的浏览器|请完成安全验证|请完成验证
您的访问过于频繁|訪問過於頻繁|不是機器人|ロボットではない|人間であることを|ブラウザを確認して
로봇이 아닙니다|로봇이 아님|사람인지 확인|브라우저를 확인
""",
    "login_wall": """
please log in|please sign in|please login|you must be logged in|you need to be logged in|you must log in
you need to log in|you have to be logged in|log in to continue|sign in to continue|log in to view
log in to read|sign in to read|sign in to view|register to continue|register to read
create a free account to|create an account to continue|sign up to continue|join to read
bitte melden sie sich an|bitte melde dich an|bitte loggen sie sich|sie müssen sich anmelden
sie müssen angemeldet sein|melden sie sich an, um|registrieren sie sich, um|veuillez vous connecter
connectez-vous pour|vous devez être connecté|inscrivez-vous pour lire|créez un compte pour
inicia sesión para|inicie sesión para|debes iniciar sesión|debe iniciar sesión|regístrate para
regístrese para|faça login para|entre para continuar|cadastre-se para|é necessário fazer login|accedi per
effettua il login per|registrati per|log in om|meld je aan om|logga in för att|log ind for at
logg inn for å|zaloguj się, aby|zaloguj się by|přihlaste se
войдите, чтобы|авторизуйтесь|чтобы продолжить, войдите|зарегистрируйтесь, чтобы|пожалуйста, войдите
giriş yapmanız|giriş yapmalısınız|lütfen giriş yap|üye girişi yap|devam etmek için giriş
okumak için üye ol
يرجى تسجيل الدخول|الرجاء تسجيل الدخول|يجب تسجيل الدخول|يجب عليك تسجيل|سجل دخولك|سجل الدخول
قم بتسجيل الدخول|لقراءة المقال سجل|سجل مجانا|لطفا وارد شوید|برای ادامه وارد|برای مشاهده وارد|لطفا ثبت نام
لاگ ان کریں|יש להתחבר כדי|התחברו כדי|התחבר כדי|כדי להמשיך יש להתחבר|כדי לקרוא התחבר|הירשמו כדי
请登录|请先登录|登录后|登录以继续|請登入|請先登入|登入後|ログインしてください|ログインが必要
続きを読むにはログイン|로그인이 필요|로그인하세요|로그인 후|로그인해 주세요
""",
    "consent_wall": """
we use cookies|uses cookies|use of cookies|we and our partners|we, and our|we and our|our partners
with your consent|your consent|legitimate interest|personalised ads|personalized ads
personalised advertising|accept all|reject all|accept cookies|manage preferences|manage options
privacy settings|store and/or access|store or access information|you can change your|you can withdraw
cookies are|these cookies|necessary cookies|by clicking|precise geolocation|device characteristics
third-party cookies|if you choose to|we value your privacy|privacy policy|cookie policy
wir verwenden cookies|wir nutzen cookies|wir setzen cookies|verwendet cookies|nutzt cookies
wir und unsere partner|unsere partner|mit ihrer einwilligung|ihre einwilligung|ihrer zustimmung
ihre zustimmung|einwilligung|berechtigtes interesse|alle akzeptieren|akzeptieren und weiter
zustimmen und weiter|mit werbung weiter|mit werbung lesen|werbefrei|ohne werbetracking
personalisierte werbung|personalisierte anzeigen|datenschutzerklärung|cookies und ähnliche|cookies, geräte
informationen auf einem gerät|notwendige cookies
nous utilisons des cookies|utilise des cookies|des cookies|nos partenaires|nous et nos|avec votre accord
votre consentement|intérêt légitime|tout accepter|tout refuser|accepter et continuer
continuer sans accepter|publicités personnalisées|paramétrer|politique de confidentialité
stocker et/ou accéder
utilizamos cookies|usamos cookies|utiliza cookies|nuestros socios|nosotros y nuestros|su consentimiento
tu consentimiento|interés legítimo|aceptar todo|aceptar y continuar|rechazar todo|publicidad personalizada
anuncios personalizados|política de cookies|política de privacidad|almacenar y/o acceder
os nossos parceiros|nossos parceiros|nós e os nossos|o seu consentimento|aceitar todos|aceitar tudo
utilizza i cookie|utilizziamo i cookie|utilizziamo cookie|i nostri partner|noi e i nostri|il tuo consenso
accetta tutto|accetta e continua|rifiuta tutto|informativa sulla privacy|wij gebruiken cookies
we gebruiken cookies|gebruikt cookies|onze partners|wij en onze|uw toestemming|jouw toestemming
alles accepteren|vi använder cookies|vi använder kakor|vi bruger cookies|vi bruker cookies
vi bruker informasjonskapsler|käytämme evästeitä|używamy plików cookie|nasi partnerzy|my i nasi
wyrażasz zgodę|twoja zgoda|używáme soubory cookie|používáme cookies|naši partneři|sütiket használ
folosim cookie
мы используем cookie|мы используем файлы|использует файлы cookie|использует cookie|файлы cookie
наши партнеры|вашего согласия|ваше согласие|принять все|политика конфиденциальности|çerezleri kullan
çerez kullan|çerezler|iş ortaklarımız|onayınız|tümünü kabul|aydınlatma metni|gizlilik politikası
نستخدم ملفات تعريف|يستخدم ملفات تعريف|نستخدم الكوكيز|ملفات تعريف الارتباط|نحن وشركاؤنا|شركاؤنا|بموافقتك
موافقتك|قبول الكل|سياسة الخصوصية|الإعلانات المخصصة|ما از کوکی|از کوکی|کوکی ها|کوکی‌ها|رضایت شما|شرکای ما
پذیرش همه|سیاست حریم خصوصی|ہم کوکیز|کوکیز استعمال|آپ کی رضامندی|אנו משתמשים בעוגיות|אנחנו משתמשים בעוגיות
משתמש בעוגיות|שימוש בעוגיות|קבצי cookie|קובצי cookie|השותפים שלנו|הסכמתך|מדיניות הפרטיות
使用cookie|使用 cookie|的cookie|我们的合作伙伴|您的同意|接受所有|隐私政策|隱私權政策|我們的合作夥伴
クッキーを使用|cookieを使用|パートナー企業|同意する|プライバシーポリシー
쿠키를 사용|귀하의 동의|모두 수락|개인정보 처리방침
""",
    "paywall_stub": """
this content usually requires payment|this article usually requires payment|you have reached the limit
subscribe to read|subscribe to continue|subscribe to keep reading|subscribe now to read
subscribe now to continue|subscribe today to read|to continue reading|to read the full|to read the rest
to read this article|to read this story|to keep reading|to unlock this|to access this article
this article is for subscribers|this content is for subscribers|this story is for subscribers
this article is only available to|this content is only available|this content is reserved
only available to subscribers|available to subscribers|exclusive to subscribers
exclusively for subscribers|for subscribers only|already a subscriber|not a subscriber|become a member to
become a subscriber|you have reached your limit|you've reached your|you have reached your
unlock this article|unlock unlimited|start your free trial|start your trial|cancel anytime
get unlimited access|unlimited digital access|continue reading with|try unlimited access
zum weiterlesen|um weiterzulesen|um diesen artikel zu lesen|um den artikel zu lesen|weiterlesen mit
lesen sie weiter mit|lesen sie mit|jetzt weiterlesen|diesen artikel weiterlesen|dieser artikel ist nur für
dieser artikel ist exklusiv|dieser inhalt ist nur für|exklusiv für abonnenten|nur für abonnenten
sie sind bereits abonnent|bereits abonnent|sie haben bereits ein abo|noch kein abo|mit einem abo
monatlich kündbar|jederzeit kündbar|der weitere inhalt ist|sie möchten weiterlesen
pour lire la suite|pour poursuivre la lecture|pour continuer la lecture|pour lire cet article
pour accéder à cet article|la suite est réservée|la suite de cet article|cet article est réservé
article réservé|contenu réservé|réservé aux abonnés|il vous reste|abonnez-vous pour lire|déjà abonné
vous êtes abonné|sans engagement|lisez la suite
para seguir leyendo|para continuar leyendo|para leer el artículo|para leer este artículo|suscríbete para
suscríbase para|este contenido es exclusivo|contenido exclusivo para|exclusivo para suscriptores
este artículo es exclusivo|ya eres suscriptor|ya soy suscriptor|si ya eres|para continuar a ler
para continuar lendo|para ler o artigo|assine para ler|assine para continuar|conteúdo exclusivo para
exclusivo para assinantes|já é assinante|este conteúdo é exclusivo|per continuare a leggere
per leggere l'articolo|per leggere questo articolo|abbonati per continuare|abbonati per leggere
questo contenuto è riservato|questo articolo è riservato|contenuto riservato|riservato agli abbonati
sei già abbonato|già abbonato
om verder te lezen|verder lezen|dit artikel is alleen|alleen voor abonnees|al abonnee|för att läsa vidare
läs vidare med|redan prenumerant|for at læse videre|for å lese videre|for å lese saken|allerede abonnent
den här artikeln är för prenumeranter|artikeln är för prenumeranter|bli prenumerant för att
endast för prenumeranter
denne saken er for abonnenter|denne artikkelen er for abonnenter|bli abonnent for å|kun for abonnenter
artiklen er kun for|denne artikel er kun for|denne artikel er for|bliv abonnent og|er du allerede abonnent
tämä artikkeli on vain tilaajille|þessi grein er aðeins fyrir áskrifendur|fyrir áskrifendur
a cikk csak előfizetőknek
csak előfizetőknek|fizessen elő a|tik prenumeratoriams|straipsnis tik prenumeratoriams
norėdami skaityti toliau|tikai abonentiem
artikkel on tellijatele
edasi lugemiseks|jätkamiseks telli|članak je dostupan samo pretplatnicima|samo za pretplatnike
pretplatite se za
članek je dostopen samo naročnikom|doar pentru abonați|το άρθρο είναι διαθέσιμο μόνο|μόνο για συνδρομητές
tilaa ja lue|jatka lukemista|aby czytać dalej|czytaj dalej z|kup dostęp|artykuł dostępny tylko
treść dostępna tylko|pro předplatitele|předplaťte si|chcete číst dál
чтобы читать дальше|чтобы прочитать|чтобы продолжить чтение|материал доступен|статья доступна
доступно по подписке|доступно только|только для подписчиков|оформите подписку|подпишитесь, чтобы
уже есть подписка|haberin devamı için|okumaya devam etmek için|bu içerik sadece|bu içerik abonelere
sadece abonelere|devamını okumak için
اشترك لقراءة|اشترك الآن لقراءة|اشترك لمتابعة القراءة|اشترك للاستمرار|لمتابعة القراءة|للاستمرار في القراءة
لقراءة المقال كاملا|للاطلاع على المقال كاملا
هذه المادة خاصة بالمشتركين|هذا المحتوى خاص بالمشتركين
لقراءة بقية|لقراءة المزيد اشترك|هذا المحتوى للمشتركين|هذا المحتوى متاح
هذا المحتوى مخصص
هذه المادة للمشتركين|هذه المادة متاحة للمشتركين|هذا الخبر للمشتركين|هذا المقال للمشتركين
هذا المقال متاح|للمشتركين فقط|حصري للمشتركين|هل أنت مشترك
مشترك بالفعل|برای ادامه مطالعه|برای خواندن ادامه|برای مطالعه ادامه|برای خواندن متن کامل|ویژه مشترکان
برای مطالعه کامل|مکمل پڑھنے کے لیے|یہ مضمون صرف سبسکرائبرز|پڑھنے کے لیے سبسکرائب|صرف سبسکرائبرز
להמשך קריאה|להמשך הקריאה|כדי להמשיך לקרוא|לקריאת הכתבה המלאה|רוצים להמשיך לקרוא
הכתבה המלאה למנויים|תוכן זה זמין למנויים
למנויים בלבד
כתבה זו זמינה למנויים|הכתבה זמינה למנויים|התוכן זמין למנויים|כתבה זו מיועדת למנויים
כבר מנויים|כבר מנוי|订阅后|订阅以继续|订阅即可|继续阅读请|阅读全文请|仅限订阅|仅供会员
成为会员
會員限定|訂閱以|訂閱後|この記事は有料|有料会員|会員限定
続きを読むには|続きは会員|この記事は会員|全文をお読み|구독하시면|구독 후|구독자 전용|유료 회원
이 기사는 유료|전문을 보시려면
""",
    "error_page": """
the server encountered|the server is temporarily|the site is temporarily|our site is undergoing
we are undergoing|undergoing scheduled|we're performing|we are performing|down for maintenance
this domain is|this domain has|this domain may|buy this domain|the owner of this|if you are the owner
this site can't|our website is currently|briefly unavailable|this web page is parked|domain is parked
if you see this page|an unexpected error|there has been a critical error on|an application error occurred
an error occurred in the application|the initial connection between cloudflare
request blocked. we can't connect|we can't connect to the server for this|cloudfront attempted to
if you provide content to customers through|generated by cloudfront|this webpage was generated by the domain
wayback machine has not archived
es gab einen kritischen fehler auf|il y a eu une erreur critique sur|ha habido un error crítico en
houve um erro crítico|si è verificato un errore critico|er heeft zich een kritieke fout
na stronie wystąpił błąd krytyczny|на сайте произошла критическая ошибка|bu sitede kritik bir hata
حدث خطأ فادح في هذا الموقع|حدث خطأ خطير في هذا الموقع|یک خطای مهم در این|אירעה שגיאה קריטית
diese domain ist|diese domain steht|wegen wartungsarbeiten|aufgrund von wartungsarbeiten|ce domaine est
en raison d'une maintenance|notre site est en maintenance|este dominio está|estamos en mantenimiento
este domínio está|estamos em manutenção|questo dominio è|stiamo effettuando|il sito è in manutenzione
dit domein is
на сайте ведутся|сайт временно|этот домен продается|sitemiz bakım|bu alan adı satılık|الموقع تحت الصيانة
الموقع قيد الصيانة|هذا النطاق معروض|سایت در حال|این دامنه برای فروش|האתר נמצא בתחזוקה|網站維護|网站正在维护
系统正在维护
ただいまメンテナンス|사이트 점검
""",
    "no_text": """
please enable javascript|please ensure javascript|you need to enable javascript|javascript is disabled
javascript is required|this site requires javascript|your browser is not supported
your browser does not support|your browser is out of date|bitte aktivieren sie javascript
veuillez activer javascript|habilite javascript|active javascript|attiva javascript|schakel javascript in
włącz obsługę javascript|включите javascript|javascript'i etkinleştir|يرجى تفعيل جافا
يرجى تفعيل javascript|جاوا اسکریپت را فعال|יש להפעיל javascript|请启用javascript|javascriptを有効
javascript를
""",
    "redirect_page": """
you are being redirected|you will be redirected|you're being redirected|if you are not redirected
if you are not automatically|the previous page is sending you|this page has moved|the document has moved
object moved|click here if you are not|sie werden weitergeleitet|falls sie nicht automatisch
vous allez être redirigé|vous serez redirigé|será redirigido|serás redirigido|você será redirecionado
verrai reindirizzato|sarai reindirizzato|вы будете перенаправлены|yönlendiriliyorsunuz|سيتم تحويلك
سيتم توجيهك|جاري تحويلك|در حال انتقال به|אתה מועבר|הנך מועבר|正在为您跳转|如果没有自动跳转|自動的に転送
자동으로 이동
""",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What the sentences of a page are: notices, by kind, and the rest that may be an article's."""

    notices: Mapping[str, int]  # characters by kind
    first: Mapping[str, str]  # the first sentence of each kind
    before: int  # characters of other sentences above the first notice
    sentences: int  # how many of these are long enough to be one
    after: int  # characters of other sentences below it

    @property
    def kind(self) -> str | None:
        """The kind of most of the notices."""
        return max(self.notices, key=lambda kind: self.notices[kind]) if self.notices else None

    def share(self, kind: str) -> float:
        """How much of the texts is of this kind, 0 to 1."""
        return self.notices.get(kind, 0) / max(1, sum(self.notices.values()) + self.before + self.after)


def read_name(headline: str | None, title: str | None) -> tuple[str, str] | None:
    """(kind, the words) if headline or title, or a part of it beside the site's name, is a notice's name."""
    for text in (headline, title):
        if text and len(text) <= _LONGEST_NAME:
            for part in (text, *_BORDER.split(text)):
                if (kind := _kind_of(part)) is not None:
                    return kind, part
    return None


_LONGEST_NAME = 120  # characters
_BORDER = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜_]\s*")


def _kind_of(part: str) -> str | None:
    words = fold(part[:_LONGEST_NAME]).split()
    if (kind := _KIND_OF_NAME.get(_bare(words))) is not None:
        return kind
    # "Error 404", "503"; with other words the number counts something
    codes = [word for word in words if word in _KIND_OF_CODE]
    return _KIND_OF_CODE[codes[0]] if codes and not _bare(words) else None


_KIND_OF_CODE = {
    "404": "soft_404",
    "410": "soft_404",
    "401": "login_wall",
    "403": "bot_wall",
    "451": "bot_wall",
    "429": "bot_wall",
    "500": "error_page",
    "502": "error_page",
    "503": "error_page",
    "504": "error_page",
    **dict.fromkeys(("520", "521", "522", "523", "524", "525", "526", "530"), "error_page"),  # Cloudflare's
}
# Words in a notice's name that change nothing: "Oops! That page was not found (404)".
_FILLERS = frozenset(
    fold("""
oops ooops whoops uh oh sorry error http https status code the this that your we
der die das diese dieser dieses la le l el il cette cet ce esta este questa questo deze dit de
ups hoppla leider fehler entschuldigung oups désolé erreur lo sentimos vaya ops desculpe erro spiacenti errore
helaas fout tyvärr fel fejl feil błąd chyba hiba ошибка извините упс помилка üzgünüz hata maalesef
عذرا عفوا خطأ متأسفانه خطا خطای معذرت غلطی אופס שגיאה מצטערים
抱歉 对不起 很抱歉 错误 對不起 錯誤 エラー 오류 죄송합니다
""").split()
) | frozenset(_KIND_OF_CODE)


def _bare(words: list[str]) -> str:
    return " ".join([word for word in words if word not in _FILLERS])


def read_sentences(texts: Iterable[str]) -> Said:
    """Sort the sentences of texts by how they open; the first 120 of them."""
    notices: dict[str, int] = {}
    first: dict[str, str] = {}
    before = sentences = after = 0
    for sentence in islice(_sentences(texts), _MOST_SENTENCES):
        length = round(len(sentence) * density(sentence))
        if (kind := _kind_of_sentence(sentence)) is not None:
            notices[kind] = notices.get(kind, 0) + length
            first.setdefault(kind, sentence)
        elif notices:
            after += length
        else:
            before += length
            sentences += length >= _LEAST_SENTENCE
    return Said(notices, first, before, sentences, after)


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for sentence in _SENTENCE_END.split(text):
            if len(sentence := sentence.strip()) > 1:
                yield sentence


_MOST_SENTENCES = 120
_LEAST_SENTENCE = 25  # characters; less is a button or a name
_SENTENCE_END = re.compile(r"(?:[.!?…](?=\s|$)|[؟۔。！？])+")


def density(text: str) -> float:
    """How many characters of an alphabet one of `text` is worth: more in Chinese, Japanese and Korean."""
    start = text[:40]
    dense = sum("\u3040" <= char <= "\ud7a3" for char in start) if not start.isascii() else 0
    return 2.5 if 2 * dense > len(start) else 1.0


def _kind_of_sentence(sentence: str) -> str | None:
    folded = fold(sentence[:_READ])
    if len(sentence) <= _LONGEST_LINE and _KIND_OF_NAME.get(_bare(folded.split())) == "soft_404":
        return "soft_404"
    at = 0
    for word in folded.split(" "):
        if at > _BEFORE["consent_wall"]:
            break
        for opening, kind in _BY_FIRST_WORD.get(word, ()):
            if at <= _BEFORE.get(kind, _BEFORE_OTHERS) and folded.startswith(opening, at):
                return kind
        at += len(word) + 1
    if folded and max(folded) >= _FIRST_DENSE:
        for opening, kind in _WITHOUT_BORDERS:
            if folded.find(opening, 0, _BEFORE.get(kind, _BEFORE_OTHERS) + len(opening)) >= 0:
                return kind
    return None


_READ = 100  # characters of a sentence
_LONGEST_LINE = 60  # characters of one that is but a name
_FIRST_DENSE = "\u3040"


def _each(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(what is said, folded; its kind) for each entry of a table."""
    for kind, lines in table.items():
        for said in entries(lines):
            yield fold(said), kind


def entries(table: str) -> list[str]:
    """What a table holds: in lines, and between bars."""
    return table.strip().replace("\n", "|").split("|")


def _by_first_word() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for opening, kind in _each(_OPENINGS):
        if max(opening) < _FIRST_DENSE:
            word = opening.partition(" ")[0]
            found[word] = (*found.get(word, ()), (opening, kind))
    return found


def _lost() -> Iterator[str]:
    """The folded names of lost pages."""
    for line in _LOST.strip().replace("\n    ", "").splitlines():
        things, ways = ([fold(part) for part in entries(side)] for side in line.split("="))
        borders = ("", " ") if things[0] >= "\u0e00" else (" ",)  # Thai and east of it write without spaces
        for thing, way, border in product(things, ways, borders):
            yield f"{thing}{border}{way}"
            yield f"{way}{border}{thing}"


_KIND_OF_NAME = {_bare(name.split()): kind for name, kind in _each(_NAMES)}
_KIND_OF_NAME.update((_bare(name.split()), "soft_404") for name in _lost())
_BY_FIRST_WORD = _by_first_word()
_WITHOUT_BORDERS = tuple(
    (opening, kind) for opening, kind in _each(_OPENINGS) if max(opening) >= _FIRST_DENSE
)
