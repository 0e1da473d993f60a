"""The language is told by the text: made-up sentences in many languages, as (language, text) tables."""

from __future__ import annotations

import pytest

from tasks.article.language import detect_language
from tests.pace import check_cost

SENTENCES = [
    ("en", "The council said on Tuesday that the bridge would be closed for two weeks while the repairs are made."),
    ("de", "Der Stadtrat hat am Dienstag beschlossen, dass die Brücke für zwei Wochen gesperrt und repariert wird."),
    ("fr", "Le conseil municipal a annoncé mardi que le pont serait fermé pendant deux semaines pour des travaux."),
    ("es", "El ayuntamiento anunció el martes que el puente estará cerrado durante dos semanas por las obras."),
    ("pt", "A câmara municipal anunciou na terça-feira que a ponte não vai abrir durante as obras, que são longas."),
    ("it", "Il consiglio comunale ha annunciato martedì che il ponte sarà chiuso per due settimane per i lavori."),
    ("nl", "De gemeenteraad heeft dinsdag gezegd dat de brug twee weken dicht gaat voor het herstel van het wegdek."),
    ("af", "Die stadsraad het gesê dat die brug vir twee weke gesluit sal wees en dat hulle nie langer kan wag nie."),
    ("sv", "Kommunen sade på tisdagen att bron ska stängas i två veckor och att det inte går att köra där under tiden."),
    ("da", "Kommunen oplyste tirsdag, at broen bliver lukket af politiet, efter at man fandt revner, som ikke blev set."),
    ("no", "Kommunen opplyste tirsdag at broen blir stengt av politiet etter at noen fant sprekker som ikke ble sett."),
    ("is", "Borgarstjórn sagði á þriðjudag að brúnni yrði lokað í tvær vikur og að það væri ekki hægt að bíða lengur."),
    ("fi", "Kaupunki kertoi tiistaina, että silta on suljettu kahden viikon ajan ja että liikenne ei kulje sen kautta."),
    ("et", "Linnavalitsus ütles teisipäeval, et sild on kaks nädalat suletud ja et liiklus ei ole selle ajal lubatud."),
    ("lv", "Pilsētas dome otrdien paziņoja, ka tilts uz divām nedēļām būs slēgts un ka tas nav bijis drošs jau ilgi."),
    ("lt", "Miesto taryba antradienį pranešė, kad tiltas bus uždarytas dvi savaites ir kad jis jau buvo pavojingas."),
    ("pl", "Rada miasta poinformowała we wtorek, że most będzie zamknięty przez dwa tygodnie i że nie ma objazdu."),
    ("cs", "Rada města v úterý oznámila, že most bude na dva týdny uzavřen a že objížďka povede přes vesnici, která je blízko."),
    ("sk", "Mestská rada v utorok oznámila, že most bude na dva týždne uzavretý a že obchádzka povedie cez obec, ktorá je blízko."),
    ("sl", "Mestni svet je v torek sporočil, da bo most zaprt dva tedna in da bodo dela potekala tudi ob koncu tedna."),
    ("hr", "Gradsko vijeće objavilo je u utorak da će most biti zatvoren dva tjedna i da se radovi neće moći završiti prije toga."),
    ("hu", "A városi tanács kedden közölte, hogy a hidat két hétre lezárják, és hogy az építkezés már nem halasztható el."),
    ("ro", "Consiliul local a anunțat marți că podul va fi închis pentru două săptămâni și că nu există o altă rută."),
    ("sq", "Këshilli bashkiak njoftoi të martën se ura do të mbyllet për dy javë dhe se nuk ka një rrugë tjetër."),
    ("ca", "L'ajuntament va anunciar dimarts que el pont serà tancat durant dues setmanes per les obres amb els veïns."),
    ("eu", "Udalak asteartean jakinarazi du zubia bi astez itxita egongo dela eta lanak ez direla lehenago amaituko."),
    ("tr", "Belediye salı günü yaptığı açıklamada, köprünün iki hafta boyunca kapalı olacağını ve çok daha güvenli bir yol için çalışıldığını bildirdi."),
    ("az", "Bələdiyyə çərşənbə axşamı bildirib ki, körpü iki həftə bağlı olacaq və bu işlər üçün başqa yol yoxdur."),
    ("id", "Pemerintah kota mengatakan pada Selasa bahwa jembatan itu akan ditutup karena warga tidak bisa melintas dengan aman."),
    ("ms", "Majlis bandar raya berkata pada Selasa bahawa jambatan itu akan ditutup kerana beliau telah menerima laporan daripada penduduk."),
    ("tl", "Sinabi ng konseho noong Martes na ang tulay ay isasara nang dalawang linggo para sa mga manggagawa."),
    ("vi", "Hội đồng thành phố cho biết cây cầu sẽ bị đóng trong hai tuần để sửa chữa và người dân không được đi qua."),
    ("sw", "Baraza la mji lilisema Jumanne kuwa daraja hilo litafungwa kwa wiki mbili na watu wa kijiji hicho pia wamearifiwa."),
    ("so", "Golaha deegaanka ayaa sheegay in buundada la xiri doono laba toddobaad oo ay dadka ku socdaan waddo kale."),
    ("zu", "Umkhandlu uthe ibhuloho lizovalwa amasonto amabili ngoba alisaphephile futhi abantu kufanele basebenzise omunye umgwaqo, kusho umeluleki."),
    ("cy", "Dywedodd y cyngor fod y bont yn cau am bythefnos a bod y gwaith ar y ffordd wedi dechrau yn y pentref."),
    ("ga", "Dúirt an chomhairle go mbeidh an droichead dúnta ar feadh coicíse agus go bhfuil an obair ag dul ar aghaidh."),
    ("ru", "Городской совет сообщил во вторник, что мост будет закрыт на две недели и что это не связано с погодой."),
    ("uk", "Міська рада повідомила у вівторок, що міст буде закрито на два тижні і що це не пов'язано з погодою."),
    ("be", "Гарадскі савет паведаміў у аўторак, што мост будзе зачынены на два тыдні і што гэта не звязана з надвор'ем."),
    ("bg", "Градският съвет съобщи във вторник, че мостът ще бъде затворен за две седмици и че това не е свързано с времето."),
    ("sr", "Градско веће саопштило је у уторак да ће мост бити затворен две недеље и да то није у вези са временом."),
    ("mk", "Градскиот совет соопшти во вторник дека мостот ќе биде затворен две недели и дека тоа не е поврзано со времето."),
    ("kk", "Қалалық кеңес сейсенбі күні көпірдің екі аптаға жабылатынын және бұл жұмыс үшін басқа жол болмайтынын хабарлады."),
    ("el", "Το δημοτικό συμβούλιο ανακοίνωσε την Τρίτη ότι η γέφυρα θα μείνει κλειστή για δύο εβδομάδες."),
    ("hy", "Քաղաքային խորհուրդը երեքշաբթի օրը հայտարարեց, որ կամուրջը փակ կլինի երկու շաբաթ։"),
    ("ka", "საქალაქო საბჭომ სამშაბათს განაცხადა, რომ ხიდი ორი კვირით დაიკეტება."),
    ("he", "מועצת העיר הודיעה ביום שלישי כי הגשר ייסגר לשבועיים לצורך עבודות וכי התושבים יופנו לדרך אחרת."),
    ("yi", "דער שטאָטראַט האָט געזאָגט דינסטיק אַז די בריק װעט זײַן פֿאַרמאַכט אױף צװײ װאָכן."),
    ("ar", "أعلن المجلس البلدي يوم الثلاثاء أن الجسر سيغلق لمدة أسبوعين من أجل الصيانة التي تأخرت منذ العام الماضي."),
    ("fa", "شورای شهر روز سه‌شنبه اعلام کرد که این پل به مدت دو هفته برای تعمیر بسته خواهد شد و راه دیگری در نظر گرفته شده است."),
    ("ur", "شہری کونسل نے منگل کو کہا ہے کہ پل دو ہفتوں کے لیے بند رہے گا اور اس کی مرمت کا کام شروع ہو گیا ہے۔"),
    ("ckb", "ئەنجوومەنی شار ڕۆژی سێشەممە ڕایگەیاند کە پردەکە بۆ ماوەی دوو هەفتە دادەخرێت و لەو ماوەیەدا کاری تێدا دەکرێت."),
    ("ps", "د ښار شورا د سې شنبې په ورځ وویل چې پله به د دوو اونیو لپاره وتړل شي او دا کار له وړاندې پیل شوی دی."),
    ("ug", "شەھەرلىك كېڭەش سەيشەنبە كۈنى كۆۋرۈكنىڭ ئىككى ھەپتە تاقىلىدىغانلىقىنى ۋە بۇ ئىش ئۈچۈن باشقا يول يوقلۇقىنى ئېيتتى."),
    ("sd", "شهر جي ڪائونسل اڱاري تي چيو ته پل ٻن هفتن لاءِ بند رهندي ۽ ان جي مرمت جو ڪم شروع ٿي ويو آهي."),
    ("hi", "नगर परिषद ने मंगलवार को कहा कि पुल दो सप्ताह के लिए बंद रहेगा और यह काम समय पर पूरा होने की उम्मीद है।"),
    ("mr", "नगर परिषदेने मंगळवारी सांगितले की पूल दोन आठवड्यांसाठी बंद राहणार आहे आणि हे काम वेळेत पूर्ण होईल, असे ते म्हणाले."),
    ("ne", "नगर परिषद्ले मंगलबार पुल दुई हप्ताका लागि बन्द गर्ने जनाएको छ र यो काम समयमै सकिने पनि बताएको छ।"),
    ("bn", "নগর পরিষদ মঙ্গলবার জানিয়েছে, সেতুটি দুই সপ্তাহের জন্য বন্ধ থাকবে।"),
    ("as", "নগৰ পৰিষদে মঙলবাৰে কয় যে দলংখন দুসপ্তাহৰ বাবে বন্ধ থাকিব।"),
    ("pa", "ਨਗਰ ਕੌਂਸਲ ਨੇ ਮੰਗਲਵਾਰ ਨੂੰ ਕਿਹਾ ਕਿ ਪੁਲ ਦੋ ਹਫ਼ਤਿਆਂ ਲਈ ਬੰਦ ਰਹੇਗਾ।"),
    ("gu", "નગર પરિષદે મંગળવારે કહ્યું કે પુલ બે અઠવાડિયા માટે બંધ રહેશે."),
    ("ta", "பாலம் இரண்டு வாரங்களுக்கு மூடப்படும் என நகராட்சி செவ்வாய்க்கிழமை தெரிவித்தது."),
    ("te", "వంతెన రెండు వారాల పాటు మూసివేయబడుతుందని మున్సిపల్ కౌన్సిల్ మంగళవారం తెలిపింది."),
    ("kn", "ಸೇತುವೆಯನ್ನು ಎರಡು ವಾರಗಳ ಕಾಲ ಮುಚ್ಚಲಾಗುವುದು ಎಂದು ನಗರಸಭೆ ಮಂಗಳವಾರ ತಿಳಿಸಿದೆ."),
    ("ml", "പാലം രണ്ടാഴ്ചത്തേക്ക് അടച്ചിടുമെന്ന് നഗരസഭ ചൊവ്വാഴ്ച അറിയിച്ചു."),
    ("si", "පාලම සති දෙකක් වසා තබන බව නගර සභාව අඟහරුවාදා පැවසීය."),
    ("th", "สภาเมืองกล่าวเมื่อวันอังคารว่าสะพานจะปิดเป็นเวลาสองสัปดาห์"),
    ("lo", "ສະພາເມືອງກ່າວໃນວັນອັງຄານວ່າຂົວຈະຖືກປິດເປັນເວລາສອງອາທິດ"),
    ("km", "ក្រុមប្រឹក្សាក្រុងបាននិយាយថាស្ពាននឹងត្រូវបិទរយៈពេលពីរសប្តាហ៍។"),
    ("my", "တံတားကို နှစ်ပတ်ကြာ ပိတ်ထားမည်ဟု မြို့တော်ကောင်စီက အင်္ဂါနေ့တွင် ပြောကြားသည်။"),
    ("am", "የከተማው ምክር ቤት ድልድዩ ለሁለት ሳምንታት እንደሚዘጋ ማክሰኞ አስታወቀ።"),
    ("ja", "市議会は火曜日、橋を2週間閉鎖すると発表した。工事のためだという。"),
    ("zh", "市议会星期二宣布，大桥将因维修工程关闭两个星期。"),
    ("ko", "시의회는 화요일 다리가 2주 동안 폐쇄된다고 발표했다."),
]  # fmt: skip


@pytest.mark.parametrize("declared", [None, "en-US", "ar"])
@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_the_text_tells_its_language_whatever_is_declared(
    language: str, text: str, declared: str | None
) -> None:
    assert detect_language(text, declared) == language


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_true_declaration_is_believed(language: str, text: str) -> None:
    assert detect_language(text, f"{language.upper()}_XX") == language


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        # Persian letters in Arabic, as some keyboards write it
        ("قالت وزارة الدفاع الصینیة إن العلاقات بین الصین والولایات المتحدة، التي تراجعت في العام الماضي، تتحسن الآن.", None, "ar"),
        ("وقال ناطق باسم الحکومة العراقیة إن الاجتماع الذي عقد في بغداد مع الوفد الترکي كان ناجحا", "fa", "ar"),
        # Arabic letters in Persian
        ("رييس جمهور گفت كه اين طرح براي مردم است و بايد با همكاري مجلس به اجرا در آيد و از آن حمايت مي شود", None, "fa"),
        # Arabic names and terms amid Persian and Urdu
        ("دفتر آیت‌الله اعلام کرد که دیدار با هیئت لبنانی در تهران برگزار شد و این دیدار از اهمیت بسیاری برخوردار است", "ar", "fa"),
        ("مولانا فضل الرحمان نے اسلام آباد میں پریس کانفرنس سے خطاب کرتے ہوئے کہا کہ یہ فیصلہ درست نہیں ہے", "ar", "ur"),
        # headlines
        ("وزير الخارجية يصل إلى القاهرة في زيارة رسمية", None, "ar"),
        ("رئیس جمهور: از این تصمیم بر نمی‌گردیم", None, "fa"),
        ("The two of them were at the river", None, "en"),
        # neighbours: the declaration decides between what the text leaves open
        ("Predsednik je rekao da će o tome govoriti na sednici.", "sr", "sr"),
        ("Presiden akan menghadiri acara itu.", "ms", "ms"),
        ("Presidenten holder tale i dag.", "nb-NO", "no"),
        # too little to tell
        ("Tokyo Osaka", "ja", "ja"),
        ("OK", None, None),
        ("OK", "english", None),
        ("OK", "<?php echo $lang ?>", None),
        ("2024-11-25 10:30", "en", None),
        ("", "en", None),
        ("👍🏽👍🏽", None, None),
        ("«»—…", None, None),
        ("\ud800\udfff", None, None),
        # some words of another language
        ("市议会星期二宣布，大桥将关闭。The bridge will be closed. 居民可以使用另一条道路，工程预计两个星期完成。", None, "zh"),
        ("新型iPhoneの発売日が決まった。Appleは10日、発表会を開くという。", None, "ja"),
        ("The film 千と千尋の神隠し was shown in the town hall, and all of the seats were taken by noon.", "ja", "en"),
    ],
)  # fmt: skip
def test_mixed_and_short_texts(text: str, declared: str | None, expected: str | None) -> None:
    assert detect_language(text, declared) == expected


CROATIAN = "Hrvatska vlada priopćila je u četvrtak da će sljedećeg tjedna poslati izvješće Europskoj komisiji, a ministar financija rekao je da se nitko neće morati odreći onoga što je već dobio tijekom veljače."
BOSNIAN = "Općinsko vijeće saopćilo je u četvrtak da će sljedeće sedmice poslati izvještaj Evropskoj komisiji, a ministar finansija rekao je da se niko neće morati odreći onoga što je već dobio tokom februara."
SERBIAN = "Vlada Srbije saopštila je u četvrtak da će sledeće nedelje poslati izveštaj Evropskoj komisiji, a ministar finansija rekao je da niko neće morati da se odrekne onoga što je već dobio tokom februara."
OF_BANJALUKA = "Vlada je saopštila u četvrtak da će sljedeće nedjelje poslati izvještaj Evropskoj komisiji, a ministar finansija rekao je da niko neće morati da se odrekne onoga što je već dobio tokom februara."
NEUTRAL = "Ministar je rekao da je to bio dobar dan za sve koji su od toga nešto imali, i da se nada da će tako biti i na jesen."


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        *((CROATIAN, declared, "hr") for declared in ("hr", "sr", "bs", "sh", "en", None)),
        *((BOSNIAN, declared, "bs") for declared in ("bs", "sr", "hr", "en", None)),
        *((SERBIAN, declared, "sr") for declared in ("sr-Latn", "hr", "bs", "sh", "en", None)),
        (OF_BANJALUKA, "sr", "sr"),
        (OF_BANJALUKA, "bs", "bs"),
        (OF_BANJALUKA, "cnr", "cnr"),
        *((NEUTRAL, declared, declared) for declared in ("hr", "bs", "sr")),
        ("Opstinsko vece saopstilo je juce da ce sednica biti u nedelju i da se od toga nece odustati.", "hr", "sr"),
        ("Promet na mostu bit će zatvoren od ponedjeljka, također i tijekom kolovoza, i da se to neće mijenjati.", "sr", "hr"),
    ],
)  # fmt: skip
def test_croatian_bosnian_and_serbian_are_told_apart(text: str, declared: str | None, expected: str) -> None:
    assert detect_language(text, declared) == expected


def test_a_language_without_words_of_its_own_is_believed_when_declared() -> None:
    text = "D'Gemeng huet e Dënschdeg gesot, datt d'Bréck fir zwou Wochen zou ass an datt et keng aner Strooss gëtt."

    assert detect_language(text, "lb") == "lb"


def test_no_language_takes_long_to_tell() -> None:
    texts = [" ".join([text] * 10) for _, text in SENTENCES]
    for text in texts:
        detect_language(text)

    def detect() -> None:
        for text in texts:
            detect_language(text)

    check_cost(0.000_4 * len(texts), detect)  # ten times what it takes


@pytest.mark.parametrize("unit", ["a", "ا", "字", "\u0301", " ", "a ", "ا ", "\U0001f600", "i̇"])
def test_a_long_monotonous_text_is_told_in_no_time(unit: str) -> None:
    check_cost(0.1, lambda: detect_language(unit * 1_000_000))
