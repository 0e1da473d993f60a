"""Tell a site's own standing pages, which are no articles: about us, terms, who writes, what is on air."""

from __future__ import annotations

from urllib.parse import unquote

from tasks.article.headline import key_of
from tasks.article.notice import entries
from tasks.article.page import Page
from tasks.article.signs import DATED
from tasks.fold import fold

_NAMES = frozenset(
    fold(name)
    for name in entries("""
about|about us|about this site|who we are|contact|contact us|get in touch|privacy policy
privacy notice|privacy statement|cookie policy|terms of use|terms of service|terms and conditions
terms & conditions|code of ethics|editorial policy|editorial standards|corrections policy
advertise|advertise with us|careers|imprint|masthead|our team|newsletter|newsletters|subscribe
sitemap|site map|rss feeds|frequently asked questions|faq|impressum|datenschutz
datenschutzerklärung|kontakt|über uns|nutzungsbedingungen|agb|mediadaten|barrierefreiheit|à propos
qui sommes-nous|nous contacter|contactez-nous|mentions légales|politique de confidentialité
conditions générales d'utilisation|quiénes somos|sobre nosotros|contacto|contáctanos|aviso legal
política de privacidad|política de cookies|términos y condiciones|quem somos|sobre nós|contato
fale conosco|contactos|política de privacidade|termos de uso|expediente|ficha técnica|chi siamo
contatti|note legali|informativa sulla privacy|over ons|privacyverklaring|privacybeleid|colofon
om oss|om os|kontakta oss|kontakt oss|integritetspolicy|personvern|tietosuojaseloste|yhteystiedot
o nas|polityka prywatności|regulamin|redakcja|ochrana osobních údajů|kapcsolat|rólunk|adatvédelem
impresszum|despre noi|politica de confidențialitate|о нас|о проекте|контакты
политика конфиденциальности|пользовательское соглашение|про нас|контакти|за нас|поверителност
hakkımızda|künye|iletişim|bize ulaşın|gizlilik politikası|kullanım koşulları|σχετικά με εμάς
επικοινωνία|όροι χρήσης|πολιτική απορρήτου|tentang kami|hubungi kami|kebijakan privasi
pedoman media siber|giới thiệu|liên hệ|chính sách bảo mật|เกี่ยวกับเรา|ติดต่อเรา|हमारे बारे में
संपर्क करें|गोपनीयता नीति|আমাদের সম্পর্কে|যোগাযোগ|গোপনীয়তা নীতি|من نحن|عن الموقع|عن الوكالة
عن الصحيفة|عن الجريدة|اتصل بنا|تواصل معنا|للتواصل معنا|أعلن معنا|هيئة التحرير|سياسة الخصوصية
شروط الاستخدام|الشروط والأحكام|اتفاقية الاستخدام|النشرة البريدية|خريطة الموقع|درباره ما|تماس با ما
ارتباط با ما|حریم خصوصی|قوانین و مقررات|تبلیغات|ہمارے بارے میں|ہم سے رابطہ کریں|رابطہ کریں
رازداری کی پالیسی|אודות|אודותינו|מי אנחנו|צור קשר|צרו קשר|תנאי שימוש|מדיניות פרטיות|הצהרת נגישות
关于我们|联系我们|隐私政策|使用条款|網站聲明|网站声明|關於我們|聯絡我們|隱私權政策|会社概要|お問い合わせ|プライバシーポリシー|利用規約|サイトマップ|회사소개|개인정보처리방침
이용약관|문의하기
""")
)
_ON_AIR = frozenset(
    fold(name)
    for name in entries("""
live|live tv|live stream|livestream|watch live|live radio|tv live|en direct|le direct|direct tv|en vivo
señal en vivo|tv en vivo|ao vivo|diretta|diretta tv|livestream tv|canlı yayın|canlı izle
прямой эфир|прямий ефір|البث المباشر|البث الحي|بث مباشر|البث المباشر للقناة|مشاهدة البث المباشر
پخش زنده|پخش زنده شبکه|براہ راست|لائیو ٹی وی|שידור חי
直播|电视直播|ライブ配信|생방송|लाइव टीवी|লাইভ টিভি
""")
)
_ADDRESSES = frozenset(
    entries("""
about|about-us|aboutus|contact|contact-us|contactus|privacy|privacy-policy|cookie-policy|terms
terms-of-use|terms-of-service|terms-and-conditions|imprint|impressum|datenschutz|kontakt
newsletters|advertise|advertise-with-us|masthead|mentions-legales|qui-sommes-nous|quienes-somos
aviso-legal|quem-somos|chi-siamo|over-ons|om-oss|o-nas|hakkimizda|kunye|iletisim|tentang-kami
""")
)
_LONGEST_PROGRAMME = 500  # characters of an alphabet
_LONGEST_HEADLINE = 60  # characters: a site's claim, where the address says what the page is
_MOST_SEGMENTS = 2  # "/en/about"; a film's review may be called "/culture/films/contact"
_OF_PERSONS = frozenset(
    entries("""
author|authors|autor|autores|auteur|auteurs|staff|people|profile|profiles
""")
)


def find_standing(page: Page, headline: str | None, length: float) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is the site's own, or about who writes, by headline or address.

    A page that JSON-LD calls an article, or that says when it was published, is none; nor, if its headline is
    "Live", one whose text has more than a programme's `length`.
    """
    if page.data.article or page.data.first(*DATED) is not None:
        return None
    headline = headline or ""
    if len(headline) > _LONGEST_HEADLINE:
        return None
    folded = fold(headline)
    if folded in _NAMES:
        return "site_page", f"The page is the site's own: “{headline}”."
    if folded in _ON_AIR and length <= _LONGEST_PROGRAMME:
        return "video_page", f"The page shows what is on air: “{headline}”."
    segments = unquote(page.path).lower().strip("/").split("/")
    last = segments[-1].partition(".")[0]
    if last in _ADDRESSES and len(segments) <= _MOST_SEGMENTS:
        return "site_page", f"The page is the site's own, by its address: “{last}”."
    if len(segments) > 1 and segments[-2] in _OF_PERSONS and key_of(last) == key_of(headline):
        return "author_page", f"The page is about who writes: “{headline}”."
    return None
