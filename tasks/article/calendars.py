"""The words of dates by language: months, weekdays, parts of the day, zones, units of time.

A table is a text: a row opens with what it is of, and a colon; `|` parts the forms of one name, `_` is a
space in it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans("ىیېۍێۆکەہھةۃټډړğıς", "يييييوكهههههتدرgiσ", "ـ")


@lru_cache(maxsize=4096)
def fold_name(word: str) -> str:
    """A word as the tables know it: lower case, without accents and vowel points, Arabic letters alike.

    «أبريل» and «ابریل», "AĞUSTOS" and "ağustos", "ΝΟΕΜΒΡΙΟΥ" and "Νοεμβρίου" give the same.
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join([part for part in parts if not unicodedata.combining(part)]).translate(_LETTERS)


def _numbered(table: str, names: int = 12) -> dict[str, int]:
    """Folded name to its number in the row, from 1. Earlier rows win."""
    numbers: dict[str, int] = {}
    for _, row in _rows(table):
        for number, forms in zip(range(1, names + 1), row.split(), strict=True):
            for form in forms.split("|"):
                numbers.setdefault(_spaced(form), number)
    return numbers


def _rows(table: str) -> list[tuple[str, str]]:
    """(what it is of, words) of each row; a line that starts with a space continues the row above."""
    lines = table.strip("\n").replace("\n ", "").split("\n")
    return [(label, words) for label, _, words in (line.partition(":") for line in lines)]


def _folded(words: str) -> list[str]:
    return [_spaced(word) for word in words.split()]


def _spaced(form: str) -> str:
    return " ".join([fold_name(word) for word in form.split("_")])


# --- months -----------------------------------------------------------------------------------

# "listopada" is November in Polish and October in Croatian, "lip" July in Polish and June in Croatian: the
# language with more pages stands first.
GREGORIAN = _numbered("""
English: january|jan february|feb|febr march|mar april|apr may june|jun july|jul august|aug
  september|sep|sept october|oct november|nov december|dec
Arabic, Egypt and the Gulf: يناير|ينایر فبراير|فبرایر مارس أبريل|إبريل مايو|مايه يونيو|يونيه|يونية
  يوليو|يوليه|يولية أغسطس|اغسطوس سبتمبر أكتوبر|اوكتوبر نوفمبر|نوفبر ديسمبر|دسمبر
Arabic, Levant: كانون_الثاني|كانون_ثاني|كانون_ثان|كانون_2|ك_2 شباط آذار|أذار نيسان أيار|مايس حزيران تموز آب
  أيلول تشرين_الأول|تشرين_أول|تشرين_1|ت_1 تشرين_الثاني|تشرين_ثاني|تشرين_ثان|تشرين_2|ت_2
  كانون_الأول|كانون_أول|كانون_1|ك_1
Arabic, Maghreb: جانفي|جانفيي فيفري|فيفيري مارس أفريل ماي جوان جويلية|جويليه|يوليوز أوت|غشت شتنبر أكتوبر
  نونبر|نوفنبر دجنبر|ديسنبر
Persian and Dari: ژانویه|ژانویۀ|جنوری فوریه|فبروری مارس|مارچ آوریل|آپریل مه|می|مای ژوئن|جون
  ژوئیه|ژوییه|جولای اوت|آگوست|اگست|آگست سپتامبر|سپتمبر اکتبر|اکتوبر نوامبر|نومبر دسامبر|دسمبر
Urdu and Pashto: جنوری فروری مارچ اپریل مئی|مۍ جون جولائی|جولای اگست|آگست ستمبر|سپتمبر|سپټمبر
  اکتوبر|اکټوبر نومبر دسمبر|ډسمبر
Pashto: جنوري فبروري|فېبروري مارچ اپريل می جون جولای اګست سپتمبر|سېپتمبر اکتوبر نومبر دسمبر
Kurdish, Sorani: کانوونی_دووەم|کانونی_دووەم شوبات ئازار|مارت نیسان ئایار|مایس
  حوزەیران تەمموز|تەمووز|تەممووز ئاب|ئۆگەست ئەیلوول|ئەیلول تشرینی_یەکەم تشرینی_دووەم
  کانوونی_یەکەم|کانونی_یەکەم
Kurdish, Kurmanji: çile|rêbendan|kanûna_paşîn|kanûna_duyem sibat|şibat|reşemî|reşemiyê adar|adarê
  nîsan|nîsanê|avrêl gulan|gulanê hezîran|pûşper|hezîranê tîrmeh|tîrmehê|tîrmehe tebax|tebaxê|gelawêj
  îlon|îlonê|rezber cotmeh|cotmehê|kewçêr mijdar|mijdarê|sermawez
  kanûn|kanûnê|berfanbar|kanûna_pêşîn|kanûna_yekem
Hebrew: ינואר|בינואר|ינו|לינואר פברואר|בפברואר|פבר|לפברואר מרץ|במרץ|מרס|במרס|למרץ|מארס|במארס
  אפריל|באפריל|אפר|לאפריל מאי|במאי|למאי יוני|ביוני|יונ|ליוני יולי|ביולי|יול|ליולי
  אוגוסט|באוגוסט|אוג|לאוגוסט ספטמבר|בספטמבר|ספט|לספטמבר אוקטובר|באוקטובר|אוק|לאוקטובר
  נובמבר|בנובמבר|נוב|לנובמבר דצמבר|בדצמבר|דצמ|לדצמבר
German: januar|jänner|jän februar|feber märz|maerz|mär|mrz april mai juni juli august september
  oktober|okt november dezember|dez
French: janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil|jui août septembre octobre
  novembre décembre|déc
Spanish: enero|ene febrero marzo|mzo abril|abr mayo|may junio julio agosto|ago septiembre|setiembre|set
  octubre noviembre diciembre|dic
Portuguese: janeiro fevereiro|fev março|mar abril maio|mai junho julho agosto setembro outubro|out
  novembro dezembro|dez
Italian: gennaio|gen|genn febbraio|febbr marzo aprile maggio|mag|magg giugno|giu luglio|lug agosto
  settembre|sett ottobre|ott novembre dicembre
Catalan: gener febrer|febr març abril maig juny juliol agost setembre octubre novembre desembre|des
Galician: xaneiro|xan febreiro marzo abril maio|mai xuño|xuñ xullo|xul agosto setembro outubro novembro
  decembro
Basque: urtarrilaren|urtarrilak|urtarrila otsailaren|otsailak|otsaila martxoaren|martxoak|martxoa
  apirilaren|apirilak|apirila maiatzaren|maiatzak|maiatza ekainaren|ekainak|ekaina
  uztailaren|uztailak|uztaila abuztuaren|abuztuak|abuztua irailaren|irailak|iraila urriaren|urriak|urria
  azaroaren|azaroak|azaroa abenduaren|abenduak|abendua
Dutch: januari februari maart|mrt april mei juni juli augustus september oktober november december
Afrikaans: januarie februarie maart april mei junie julie augustus september oktober november
  desember|des
Swedish: januari februari mars april maj juni juli augusti september oktober november december
Danish, Norwegian: januar februar marts|mars april maj|mai juni juli august september oktober november
  december|desember|des
Icelandic: janúar febrúar mars apríl maí júní júlí ágúst|ágú september október nóvember desember
Finnish: tammikuuta|tammikuu|tammi helmikuuta|helmikuu|helmi maaliskuuta|maaliskuu|maalis
  huhtikuuta|huhtikuu|huhti toukokuuta|toukokuu|touko kesäkuuta|kesäkuu|kesä heinäkuuta|heinäkuu|heinä
  elokuuta|elokuu|elo syyskuuta|syyskuu|syys lokakuuta|lokakuu|loka marraskuuta|marraskuu|marras
  joulukuuta|joulukuu|joulu
Estonian: jaanuar|jaan veebruar|veebr märts aprill mai juuni juuli august september|sept oktoober
  november detsember|dets
Latvian: janvāris|janvāra|janvārī februāris|februāra|februārī marts|marta|martā aprīlis|aprīļa|aprīlī
  maijs|maija|maijā jūnijs|jūnija|jūnijā|jūn jūlijs|jūlija|jūlijā|jūl augusts|augusta|augustā
  septembris|septembra|septembrī oktobris|oktobra|oktobrī novembris|novembra|novembrī
  decembris|decembra|decembrī
Lithuanian: sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis
  liepos|liepa rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis
Polish: stycznia|styczeń|sty lutego|luty|lut marca|marzec kwietnia|kwiecień|kwi maja|maj
  czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz
  października|październik|paź listopada|listopad|lis grudnia|grudzień|gru
Czech: ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě
  června|červen|čvn července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu|listopad
  prosince|prosinec|pro
Slovak: januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl
  augusta|august septembra|september októbra|október novembra|november decembra|december
Slovene: januarja|januar februarja|februar marca|marec aprila|april maja|maj junija|junij julija|julij
  avgusta|avgust|avg septembra|september oktobra|oktober novembra|november decembra|december
Croatian: siječnja|siječanj|sij veljače|veljača|velj ožujka|ožujak|ožu travnja|travanj|tra
  svibnja|svibanj|svi lipnja|lipanj srpnja|srpanj kolovoza|kolovoz|kol rujna|rujan|ruj
  listopada|listopad studenoga|studenog|studeni|stu prosinca|prosinac
Bosnian, Serbian: januar|januara februar|februara mart|marta april|aprila maj|maja jun|juna|juni
  jul|jula|juli avgust|avgusta|avg septembar|septembra oktobar|oktobra novembar|novembra
  decembar|decembra
Serbian: јануар|јануара|јан фебруар|фебруара|феб март|марта април|априла|апр мај|маја јун|јуна|јуни
  јул|јула|јули август|августа|авг септембар|септембра|сеп октобар|октобра|окт новембар|новембра|нов
  децембар|децембра|дец
Macedonian: јануари февруари март април мај јуни јули август септември октомври ноември декември
Bulgarian: януари|яну февруари|фев март|мар април|апр май юни юли август|авг септември|сеп|септ
  октомври|окт ноември|ное декември|дек
Russian: января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май
  июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт
  ноября|ноябрь|ноя|нояб декабря|декабрь|дек
Ukrainian: січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|кві|квіт
  травня|травень|тра|трав червня|червень|чер|черв липня|липень|лип серпня|серпень|сер|серп
  вересня|вересень|вер|верес жовтня|жовтень|жов|жовт листопада|листопад|лис|лист|листоп
  грудня|грудень|гру|груд
Belarusian: студзеня|студзень лютага|люты сакавіка|сакавік красавіка|красавік мая|травеня|май|траўня
  чэрвеня|чэрвень ліпеня|ліпень жніўня|жнівень верасня|верасень кастрычніка|кастрычнік
  лістапада|лістапад снежня|снежань
Kazakh: қаңтар|қаң ақпан|ақп наурыз|нау сәуір|сәу мамыр|мам маусым|мау шілде|шіл тамыз|там қыркүйек|қыр
  қазан|қаз қараша|қар желтоқсан|жел
Tajik: январи|январ феврали|феврал марти|март апрели|апрел майи|май июни|июн июли|июл августи|август
  сентябри|сентябр октябри|октябр ноябри|ноябр декабри|декабр
Azerbaijani, Uzbek: yanvar|yan fevral|fev mart aprel may|mayıs iyun|iyn iyul|iyl avqust|avgust|avq
  sentyabr|sen|sentabr oktyabr|oktabr noyabr|noy dekabr|dek
Turkish: ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki
  kasım|kas aralık|ara
Greek: ιανουαρίου|ιανουάριος|ιαν|γενάρη φεβρουαρίου|φεβρουάριος|φεβ|φλεβάρη μαρτίου|μάρτιος|μαρ|μάρτη
  απριλίου|απρίλιος|απρ μαΐου|μάιος|μαι|μάη ιουνίου|ιούνιος|ιουν|ιούνη ιουλίου|ιούλιος|ιουλ|ιούλη
  αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ|σεπτέμβρη οκτωβρίου|οκτώβριος|οκτ|οκτώβρη
  νοεμβρίου|νοέμβριος|νοε|νοέμβρη δεκεμβρίου|δεκέμβριος|δεκ|δεκέμβρη
Romanian: ianuarie|ian februarie martie aprilie mai iunie|iun iulie|iul august septembrie octombrie|oct
  noiembrie|noi|noiem decembrie
Hungarian: január|januári február|februári március|márciusi|márc|már április|áprilisi|ápr
  május|májusi|máj június|júniusi|jún július|júliusi|júl augusztus|augusztusi
  szeptember|szeptemberi|szept|szep október|októberi november|novemberi december|decemberi
Albanian: janar shkurt|shk mars prill|pri maj qershor|qer korrik|kor|korr gusht|gush|gsh shtator|sht
  tetor|tet nëntor|nën dhjetor|dhj
Irish: eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán_fómhair deireadh_fómhair
  samhain|samhna nollaig|nollag
Welsh: ionawr|ion chwefror|chw|chwef mawrth|maw ebrill mai mehefin|meh gorffennaf|gor|gorff awst medi
  hydref|hyd tachwedd|tach rhagfyr|rhag
Maltese: jannar frar marzu april mejju ġunju lulju awwissu settembru ottubru novembru diċembru
Armenian: հունվարի|հունվար|հնվ փետրվարի|փետրվար|փտվ մարտի|մարտ|մրտ ապրիլի|ապրիլ|ապր մայիսի|մայիս|մյս
  հունիսի|հունիս|հնս հուլիսի|հուլիս|հլս օգոստոսի|օգոստոս|օգս սեպտեմբերի|սեպտեմբեր|սեպ
  հոկտեմբերի|հոկտեմբեր|հոկ նոյեմբերի|նոյեմբեր|նոյ դեկտեմբերի|դեկտեմբեր|դեկ
Georgian: იანვარი|იანვარს|იან თებერვალი|თებერვალს|თებ მარტი|მარტს|მარ აპრილი|აპრილს|აპრ მაისი|მაისს|მაი
  ივნისი|ივნისს|ივნ ივლისი|ივლისს|ივლ აგვისტო|აგვისტოს|აგვ სექტემბერი|სექტემბერს|სექ
  ოქტომბერი|ოქტომბერს|ოქტ ნოემბერი|ნოემბერს|ნოე დეკემბერი|დეკემბერს|დეკ
Hindi: जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल|अप्रेल मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक्टू
  नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस
Marathi: जानेवारी|जाने फेब्रुवारी|फेब्रु मार्च एप्रिल मे जून जुलै ऑगस्ट|ऑग सप्टेंबर|सप्टें ऑक्टोबर|ऑक्टो नोव्हेंबर|नोव्हें डिसेंबर|डिसें
Bengali: জানুয়ারি|জানুয়ারী|জানু ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব মার্চ এপ্রিল|এপ্রি মে জুন জুলাই|জুল আগস্ট|অগস্ট|আগষ্ট
  সেপ্টেম্বর|সেপ অক্টোবর|অক্টো নভেম্বর|নভে ডিসেম্বর|ডিসে
Gujarati: જાન્યુઆરી|જાન્યુ ફેબ્રુઆરી|ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર|સપ્ટે ઑક્ટોબર|ઓક્ટોબર|ઑક્ટો નવેમ્બર|નવે
  ડિસેમ્બર|ડિસે
Punjabi: ਜਨਵਰੀ|ਜਨ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ|ਫ਼ਰ ਮਾਰਚ ਅਪ੍ਰੈਲ|ਅਪ੍ਰੈ ਮਈ ਜੂਨ ਜੁਲਾਈ|ਜੁਲਾ ਅਗਸਤ|ਅਗ ਸਤੰਬਰ|ਸਤੰ ਅਕਤੂਬਰ|ਅਕਤੂ ਨਵੰਬਰ|ਨਵੰ ਦਸੰਬਰ|ਦਸੰ
Tamil: ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச்|மார் ஏப்ரல்|ஏப் மே ஜூன் ஜூலை ஆகஸ்ட்|ஆகஸ்டு|ஆக செப்டம்பர்|செப் அக்டோபர்|அக்டோ|அக்
  நவம்பர்|நவ டிசம்பர்|டிச
Telugu: జనవరి|జన ఫిబ్రవరి|ఫిబ్ర మార్చి ఏప్రిల్|ఏప్రి మే జూన్ జులై|జూలై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు|సెప్టెం అక్టోబర్|అక్టోబరు|అక్టో
  నవంబర్|నవంబరు|నవం డిసెంబర్|డిసెంబరు|డిసెం
Kannada: ಜನವರಿ|ಜನ ಫೆಬ್ರವರಿ|ಫೆಬ್ರ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್|ಏಪ್ರಿ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್|ಸೆಪ್ಟೆಂ ಅಕ್ಟೋಬರ್|ಅಕ್ಟೋ ನವೆಂಬರ್|ನವೆಂ ಡಿಸೆಂಬರ್|ಡಿಸೆಂ
Malayalam: ജനുവരി|ജനു ഫെബ്രുവരി|ഫെബ്രു മാർച്ച്|മാർ ഏപ്രിൽ|ഏപ്രി മേയ്|മെയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ആഗസ്റ്റ്|ഓഗ സെപ്റ്റംബർ|സെപ്തംബർ|സെപ്
  ഒക്ടോബർ|ഒക്ടോ നവംബർ|നവം ഡിസംബർ|ഡിസം
Sinhala: ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල්|අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්
Thai: มกราคม|ม.ค|มกรา กุมภาพันธ์|ก.พ|กุมภา มีนาคม|มี.ค|มีนา เมษายน|เม.ย|เมษา พฤษภาคม|พ.ค|พฤษภา มิถุนายน|มิ.ย|มิถุนา
  กรกฎาคม|ก.ค|กรกฎา|กรกฏาคม สิงหาคม|ส.ค|สิงหา กันยายน|ก.ย|กันยา ตุลาคม|ต.ค|ตุลา พฤศจิกายน|พ.ย|พฤศจิกา
  ธันวาคม|ธ.ค|ธันวา
Lao: ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ
Khmer: មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
Burmese: ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
Vietnamese: tháng_một|tháng_giêng tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám
  tháng_chín tháng_mười tháng_mười_một tháng_mười_hai|tháng_chạp
Indonesian: januari februari|peb|pebruari maret april mei juni juli agustus|agu|agt|agst september
  oktober november|nop|nopember desember|des
Malay: januari februari mac april mei jun julai ogos|ogo september oktober november disember|dis
Filipino: enero pebrero marso abril mayo hunyo|hun hulyo|hul agosto setyembre oktubre nobyembre|nob
  disyembre
Swahili: januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
Hausa: janairu fabrairu maris afrilu mayu yuni yuli agusta satumba oktoba nuwamba disamba
Somali: janaayo|jannaayo febraayo maarso abriil maajo juun luuliyo agoosto|ogosto sebtembar|sebteembar
  oktoobar nofembar|noofeembar desembar|diseembar
Amharic: ጃንዩወሪ|ጃንዋሪ ፌብሩወሪ|ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር
Nepali: जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट|अगस्त सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर
Assamese: জানুৱাৰী ফেব্ৰুৱাৰী মাৰ্চ এপ্ৰিল মে জুন জুলাই আগষ্ট ছেপ্টেম্বৰ|ছেপ্তেম্বৰ অক্টোবৰ নৱেম্বৰ ডিচেম্বৰ
Chinese, as weblogs set it: 一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月
Odia: ଜାନୁଆରୀ|ଜାନୁୟାରୀ ଫେବୃଆରୀ|ଫେବୃୟାରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ|ଏପ୍ରିଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର
Uyghur: يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر
""")
# "30 tháng 11 năm 2023"
GREGORIAN |= {
    f"{month} {form}": number
    for month in ("thang", "thg")
    for number in range(1, 13)
    for form in (number, f"{number:02}")
}

HIJRI = _numbered("""
Arabic, Persian, Urdu: محرم|المحرم صفر ربيع_الأول|ربيع_أول|ربيع_الاولى ربيع_الآخر|ربيع_الثاني|ربيع_ثاني
  جمادى_الأولى|جمادى_الأول|جمادي_الاولي|جماد_الأول|جماد_أول
  جمادى_الآخرة|جمادى_الثانية|جمادى_الثاني|جمادى_الآخر|جماد_الثاني|جماد_الآخر رجب شعبان رمضان شوال|شوّال
  ذو_القعدة|ذي_القعدة|ذوالقعدة|ذيقعده|ذی_القعده|ذوالقعده|ذيقعد|ذي_قعدة
  ذو_الحجة|ذي_الحجة|ذوالحجة|ذیحجه|ذیالحجه|ذي_حجة|ذوالحج
English, Indonesian: muharram safar
  rabi_al_awwal|rabi_ul_awwal|rabi_i|rabiul_awwal|rabiul_awal|rabi_awwal
  rabi_al_thani|rabi_ii|rabi_al_akhir|rabi_us_sani|rabi_ul_thani|rabiul_akhir|rabi_thani
  jumada_al_awwal|jumada_al_ula|jumada_i|jumada_al_awal|jumadil_awal|jamadi_ul_awwal|jumada_ula
  jumada_al_thani|jumada_al_akhirah|jumada_al_akhira|jumada_ii|jumada_al_thaniyah|jumadil_akhir|jamadi_us_sani|jumada_akhirah
  rajab shaban|sha_ban|shaaban|syaban|sya_ban ramadan|ramadhan|ramzan shawwal|syawal
  dhul_qadah|dhu_al_qadah|dhu_al_qa_dah|dhul_qi_dah|dhul_qidah|dhul_qaadah|dhu_al_qidah|zulkaidah|zulqaidah|zilqad|dhul_qa_dah
  dhul_hijjah|dhu_al_hijjah|dhul_hijja|dhu_al_hijja|zulhijjah|zilhaj|zul_hijjah
""")

JALALI = _numbered("""
Persian: فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند
with "month": فروردینماه اردیبهشتماه خردادماه تیرماه مردادماه شهریورماه مهرماه آبانماه آذرماه دیماه
  بهمنماه اسفندماه
Dari: حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
Pashto: وری غویی|غوایی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب
English: farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand
""")

NAMES = frozenset(GREGORIAN) | frozenset(HIJRI) | frozenset(JALALI)
# First words of names of several words: «تشرين», "tháng"
OPENINGS = frozenset(name.partition(" ")[0] for name in NAMES if " " in name)
# Croatian has a point behind the day, Polish has not: "30. listopada 2023." is in October.
AFTER_POINT = {"listopada": 10, "lip": 6}

# --- what may stand beside the parts of a date ------------------------------------------------

# "of", "the"; endings of ordinals (30th, 1er, 30-го, 30ste); "year" ("2023 m. lapkričio 30 d.", "30 tháng 11
# năm 2023", «30 نوفمبر لعام 2023»); signs of an era; «30 ـ نوفمبر ـ 2023»
LINKS = frozenset(
    _folded("""
of the on de del d da di do y من لـ ل شهر لشهر ב של ta του مورخ ماه ماہ کی کو په د st nd rd th er
ère re e a го е ій ий й ste en i η m gada gads год года году гг г р рік року годзе жылғы жыл жылы
оны він năm anno año ano سنة لسنة عام لعام العام سال सन ई ce ad م ميلادي ميلادية الميلادي میلادی ء
عیسوی il ilin yil yili roku rok évi év diena dienos ค.ศ พ.ศ ه هجري هجرية الهجري ھ ش شمسی ق قمری ah h
ko ـ
""")
)

WEEKDAYS = _numbered(
    """
English: monday|mon tuesday|tue|tues wednesday|wed|weds thursday|thu|thur|thurs friday|fri saturday|sat
  sunday|sun
Arabic: الاثنين|الإثنين|اثنين الثلاثاء|الثلاثا|ثلاثاء الأربعاء|الاربعا|اربعاء الخميس|خميس الجمعة|جمعة
  السبت|سبت الأحد|احد
Persian: دوشنبه|دو_شنبه سهشنبه|سه_شنبه چهارشنبه|چهار_شنبه پنجشنبه|پنج_شنبه جمعه|آدینه شنبه
  یکشنبه|یک_شنبه
Urdu: پیر منگل بدھ جمعرات جمعہ ہفتہ|سنیچر اتوار
Kurdish, Sorani: دوشەممە سێشەممە چوارشەممە پێنجشەممە هەینی شەممە یەکشەممە
Hebrew: שני שלישי רביעי חמישי שישי שבת ראשון
German: montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sonnabend|sa sonntag|so
French: lundi|lun mardi|mar mercredi|mer jeudi|jeu vendredi|ven samedi|sam dimanche|dim
Spanish: lunes martes|mar miércoles|mié jueves|jue viernes|vie sábado|sáb domingo|dom
Portuguese: segunda|seg terça|ter quarta|qua quinta|qui sexta|sex sábado|sáb domingo|dom
Italian: lunedì|lun martedì mercoledì giovedì|gio venerdì|ven sabato|sab domenica|dom
Dutch: maandag|ma dinsdag woensdag|wo donderdag vrijdag|vr zaterdag|za zondag|zo
Swedish: måndag|månd|mån tisdag|tisd|tis onsdag|onsd|ons torsdag|torsd|tors fredag|fred|fre
  lördag|lörd|lör söndag|sönd|sön
Danish, Norwegian: mandag|man tirsdag|tirs onsdag|ons torsdag|tors fredag|fre lørdag|lør søndag|søn
Finnish: maanantai|maanantaina tiistai|tiistaina keskiviikko|keskiviikkona torstai|torstaina
  perjantai|perjantaina lauantai|lauantaina sunnuntai|sunnuntaina
Polish: poniedziałek|pon wtorek|wt środa|śr czwartek|czw piątek|pt sobota|sob niedziela|nd|niedz
Czech: pondělí|po úterý|út středa|st čtvrtek|čt pátek|pá sobota|so neděle|ne
Slovak: pondelok utorok streda štvrtok piatok sobota nedeľa
Croatian, Serbian: ponedjeljak|ponedeljak|pon utorak|uto srijeda|sreda|sri četvrtak|čet petak|pet
  subota|sub nedjelja|nedelja|ned
Serbian: понедељак уторак среда четвртак петак субота недеља
Russian: понедельник|пн вторник|вт среда|среду|ср четверг|чт пятница|пятницу|пт суббота|субботу|сб
  воскресенье|вс
Ukrainian: понеділок|пн вівторок|вт середа|середу|ср четвер|чт ятниця|ятницю|пт субота|суботу|сб
  неділя|неділю|нд
Bulgarian: понеделник вторник сряда четвъртък петък събота неделя
Turkish: pazartesi|pzt salı çarşamba|çar perşembe|per cuma cumartesi|cmt pazar
Greek: δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
Romanian: luni marți miercuri|mie joi vineri|vin sâmbătă|sâm duminică
Hungarian: hétfő kedd szerda csütörtök péntek szombat vasárnap
Indonesian: senin selasa rabu kamis jumat|jum_at sabtu minggu
Malay: isnin selasa rabu khamis jumaat sabtu ahad
Hindi: सोमवार|सोम मंगलवार|मंगल बुधवार|बुध गुरुवार|गुरूवार|बृहस्पतिवार|गुरु शुक्रवार|शुक्र शनिवार|शनि रविवार|रवि
Bengali: সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার|রোববার
Tamil: திங்கள் செவ்வாய் புதன் வியாழன் வெள்ளி சனி ஞாயிறு
Thai: จันทร์|วันจันทร์|วันจันทร์ที่|จ อังคาร|วันอังคาร|วันอังคารที่|อ พุธ|วันพุธ|วันพุธที่|พ พฤหัสบดี|พฤหัส|วันพฤหัสบดี|วันพฤหัสบดีที่|พฤ
  ศุกร์|วันศุกร์|วันศุกร์ที่|ศ เสาร์|วันเสาร์|วันเสาร์ที่|ส อาทิตย์|วันอาทิตย์|วันอาทิตย์ที่|อา
Estonian: esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev
Latvian: pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena
Lithuanian: pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis
Korean: 월요일|월 화요일|화 수요일|수 목요일|목 금요일|금 토요일|토 일요일|일
Japanese: 月曜日|月 火曜日|火 水曜日|水 木曜日|木 金曜日|金 土曜日|土 日曜日|日
Chinese: 星期一|周一 星期二|周二 星期三|周三 星期四|周四 星期五|周五 星期六|周六 星期日|星期天|周日
Vietnamese: thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật
Catalan: dilluns dimarts dimecres dijous divendres dissabte diumenge
Galician: luns martes mércores xoves venres sábado domingo
Basque: astelehena asteartea asteazkena osteguna ostirala larunbata igandea
Afrikaans: maandag dinsdag woensdag donderdag vrydag saterdag sondag
Slovene: ponedeljek torek sreda četrtek petek sobota nedelja
Macedonian: понеделник вторник среда четврток петок сабота недела
Belarusian: панядзелак аўторак серада чацвер пятніца субота нядзеля
Icelandic: mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur
Albanian: hënë martë mërkurë enjte premte shtunë diel
Armenian: երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի
Georgian: ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა
Azerbaijani: bazar_ertəsi çərşənbə_axşamı çərşənbə cümə_axşamı cümə şənbə bazar
Uzbek: dushanba seshanba chorshanba payshanba juma shanba yakshanba
Kazakh: дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі
Marathi: सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार
Gujarati: સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર રવિવાર
Telugu: సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ఆదివారం
Kannada: ಸೋಮವಾರ ಮಂಗಳವಾರ ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ಭಾನುವಾರ
Malayalam: തിങ്കൾ ചൊവ്വ ബുധൻ വ്യാഴം വെള്ളി ശനി ഞായർ
Punjabi: ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ ਐਤਵਾਰ
Swahili: jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
Hausa: litinin talata laraba alhamis jumma asabar lahadi
Filipino: lunes martes miyerkules huwebes biyernes sabado linggo
""",
    names=7,
)
# Words that come with a day or a time and say nothing themselves.
WITH_DATES = frozenset(
    _folded("""
يوم الساعة ساعة روز ساعت יום בשעה בתאריך at um uhr klo kl kello à às as a las les ore alle o godz
godzina в о у на om saat pukul jam pkl lúc ngày thứ วันที่ เวลา น h hs hrs uur w dnia am le el feira v
ve ob në ora den die dne dia día il في الموافق و klockan tarih
""")
)

# --- parts of the day -------------------------------------------------------------------------

# Latin "a.m." and "p.m." are read without a table. In capitals only: Vietnamese SA and CH, Turkish ÖÖ and ÖS.
MORNING = """
ص صباحا صباحاً صباحًا صباح فجرا فجراً فجر قبل_الظهر قبل_از_ظهر قبلازظهر ق.ظ صبح پ.ن پێش_نیوەڕۆ לפנה"צ
לפנה״צ לפני_הצהריים בבוקר π.μ πμ 午前 上午 凌晨 早上 清晨 오전 sáng पूर्वाह्न सुबह एएम এএম পূর্বাহ্ন সকাল ভোর सकाळी
de_la_mañana da_manhã du_matin pagi утра மு.ப காலை
"""
AFTERNOON = """
م مساء مساءً مساءاً مساءا عصرا عصراً عصر بعد_الظهر بعد_از_ظهر بعدازظهر ب.ظ شام د.ن دوای_نیوەڕۆ אחה"צ אחה״צ
אחר_הצהריים בערב μ.μ μμ 午後 下午 晚上 傍晚 오후 chiều tối अपराह्न शाम पीएम পিএম
অপরাহ্ন বিকেল বিকাল সন্ধ্যা सायंकाळी संध्याकाळी de_la_tarde de_la_noche
da_tarde da_noite du_soir petang malam вечера дня பி.ப மாலை
"""
MORNING_IN_CAPITALS = "SA ÖÖ PG"
AFTERNOON_IN_CAPITALS = "CH ÖS PTG"
NOON = "ظهرا ظهراً ظهر دوپہر בצהריים 中午 trưa दोपहर दुपारी দুপুর"
NIGHT = "ليلا ليلاً شب رات בלילה ночи रात रात्री রাত"

# Between a date and a time these give the time to something else: "30 Nov 2023, updated 11:00".
OF_OTHERS = """
duration length dauer lesezeit durée duración länge reading مدة
updat modifi edited aktualisi geändert actualiz aktualiz mis_à_jour mise_à_jour aggiornat bijgewerkt
uppdatera oppdatert opdateret päivitetty обновл оновл güncelle تحديث التعديل به_روز بروز ترمیم עודכן
עדכון 更新 修正 수정 cập_nhật diperbarui ενημ frissít
"""

# --- zones ------------------------------------------------------------------------------------

# Minutes from UTC; several where the name is used for several zones, the likeliest first (a site's own
# zone decides between them); or the IANA name where the words mean "as the clocks there stand".
Zone = int | tuple[int, ...] | str
ZONES: dict[str, Zone] = {
    "Z": 0, "GMT": 0, "UTC": 0, "UT": 0, "WET": 0, "WEST": 60, "WAT": 60, "CET": 60, "MEZ": 60,
    "SEČ": 60, "CEST": 120, "MESZ": 120, "SELČ": 120, "CAT": 120, "SAST": 120, "EET": 120, "EEST": 180,
    "IDT": 180, "EAT": 180, "MSK": 180, "МСК": 180, "TRT": 180, "TSİ": 180, "KSA": 180, "IRST": 210,
    "IRDT": 270, "UAE": 240, "SAMT": 240, "AFT": 270, "PKT": 300, "UZT": 300, "YEKT": 300, "NPT": 345,
    "BDT": 360, "MMT": 390, "ICT": 420, "WIB": 420, "WITA": 480, "WIT": 540, "HKT": 480, "SGT": 480,
    "MYT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "NST": -210, "NDT": -150, "BRT": -180, "ART": -180,
    "UYT": -180, "ADT": -180, "CLST": -180, "CLT": -240, "VET": -240, "COT": -300, "PET": -300,
    "MDT": -360, "PDT": -420, "AKDT": -480, "AKST": -540, "HST": -600,
    # India, Ireland in summer, Israel in winter
    "IST": (330, 60, 120),
    # London in summer, Bangladesh
    "BST": (60, 360),
    # Chicago, China, Cuba
    "CST": (-360, 480, -300), "CDT": (-300, -240),
    # New York, Sydney
    "EST": (-300, 600), "EDT": (-240, 660),
    # Halifax, Saudi Arabia
    "AST": (-240, 180),
    # the Gulf, South Georgia
    "GST": (240, -120),
    # Denver, Malaysia
    "MST": (-420, 480),
    # Los Angeles, the Philippines
    "PST": (-480, 480),
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "TSI": 180,
}  # fmt: skip
# These are not also words of some language: lower case is believed.
LOWER_CASE_ZONES = frozenset({"z", "gmt", "utc", "wib", "cet", "cest", "мск", "edt", "pdt", "cdt", "eet"})

# Behind «بتوقيت», "heure de", "hora de", "по"
_PLACES = """
UTC: غرينتش غرينيتش جرينتش جرينيتش غرنتش غرينش جرينيش غرينويتش گرینویچ גריניץ' greenwich universel
Asia/Jerusalem: القدس القدس_المحتلة إسرائيل تل_أبيب ישראל jerusalem tel_aviv jérusalem
Asia/Hebron: فلسطين رام_الله غزة الضفة
Asia/Riyadh: مكة مكة_المكرمة السعودية الرياض المملكة المدينة_المنورة
Africa/Cairo: القاهرة مصر cairo
Asia/Dubai: الإمارات أبوظبي أبو_ظبي دبي dubai abu_dhabi
Asia/Beirut: بيروت لبنان beirut beyrouth
Asia/Damascus: دمشق سوريا سورية damascus
Asia/Baghdad: بغداد العراق baghdad
Asia/Amman: عمان الأردن
Asia/Muscat: مسقط سلطنة_عمان
Asia/Qatar: الدوحة قطر doha
Asia/Kuwait: الكويت
Asia/Bahrain: المنامة البحرين
Asia/Aden: صنعاء عدن اليمن
Africa/Khartoum: الخرطوم السودان
Africa/Tripoli: طرابلس ليبيا
Africa/Tunis: تونس tunis
Africa/Algiers: الجزائر alger
Africa/Casablanca: المغرب الرباط الدار_البيضاء casablanca rabat
Africa/Nouakchott: نواكشوط موريتانيا
Asia/Tehran: طهران إيران تهران ایران tehran téhéran
Asia/Kabul: کابل افغانستان کابول كابول كابل
Asia/Karachi: باكستان إسلام_آباد پاکستان
Europe/Istanbul: إسطنبول اسطنبول أنقرة تركيا istanbul türkiye ankara
Europe/London: لندن london londres londra
Europe/Paris: باريس paris parís parigi français française
Europe/Berlin: برلين ألمانيا berlin
Europe/Brussels: بروكسل bruxelles
Europe/Madrid: مدريد madrid peninsular españa
Europe/Rome: روما roma italiana rome
Europe/Lisbon: lisboa
Europe/Warsaw: polskiego warszawy
Europe/Moscow: موسكو московскому москве москвы moscow moscou moscú
Europe/Kyiv: كييف киевскому киеву київським києвом києва kyiv kiev
America/New_York: نيويورك واشنطن شرق_الولايات الشرق_الأمريكي الساحل_الشرقي new_york washington
America/Sao_Paulo: brasília brasilia brasil
America/Argentina/Buenos_Aires: buenos_aires argentina
America/Mexico_City: méxico ciudad_de_méxico
Asia/Shanghai: بكين beijing 北京
Asia/Tokyo: طوكيو tokyo
Asia/Kolkata: الهند india
"""
PLACES = {place: zone for zone, row in _rows(_PLACES) for place in _folded(row)}

# --- how long ago -----------------------------------------------------------------------------

# What stands before the count; what stands behind it; second; minute; hour; day; week; month; year. A unit's
# singular needs no number ("an hour ago", «منذ ساعة»); its plural, behind +, does; behind = stands the dual,
# which is a number itself.
_AGO = """
English: ; ago; second sec s + seconds secs; minute min mn m + minutes mins; hour hr h + hours hrs; day
  d + days; week wk w + weeks wks; month mo + months mos; year yr y + years yrs
Arabic: منذ قبل; مضت مضى; ثانية ثانيه + ثوان ثواني = ثانيتين; دقيقة دقيقه + دقائق دقايق = دقيقتين; ساعة ساعه +
  ساعات = ساعتين; يوم يوما + أيام = يومين; أسبوع أسبوعا + أسابيع = أسبوعين; شهر شهرا + أشهر شهور =
  شهرين; سنة عام عاما + سنوات سنين أعوام = سنتين عامين
Persian: ; پیش قبل; ثانیه; دقیقه; ساعت; روز; هفته; ماه; سال
Urdu: ; پہلے قبل; سیکنڈ; منٹ; گھنٹہ گھنٹے + گھنٹوں; دن یوم; ہفتہ ہفتے; ماہ مہینہ مہینے; سال
Pashto: ; مخکې وړاندې; ثانیې; دقیقې; ساعته ساعت; ورځې ورځ; اونۍ; میاشتې میاشت; کاله کال
Kurdish, Sorani: پێش بەر_لە; لەمەوپێش لەمەوبەر; چرکە; خولەک; کاتژمێر; ڕۆژ ڕۆژێک; هەفتە; مانگ; ساڵ
Kurdish, Kurmanji: berî; berê; saniye; deqe; saet saetê saetan; roj rojekê rojan; hefte; meh; sal
Hebrew: לפני; ; שנייה + שניות; דקה + דקות דק = דקותיים; שעה + שעות = שעתיים; יום + ימים = יומיים; שבוע +
  שבועות = שבועיים; חודש + חודשים = חודשיים; שנה + שנים = שנתיים
German: vor; ; sekunde sek + sekunden; minute min + minuten; stunde std + stunden; tag + tagen tage;
  woche + wochen; monat + monaten monate; jahr + jahren jahre
French: il_y_a; ; seconde + secondes; minute min + minutes; heure h + heures; jour j + jours; semaine +
  semaines; mois; an année + ans années
Spanish: hace; atrás; segundo seg + segundos; minuto min + minutos; hora h + horas; día d + días; semana
  + semanas; mes + meses; año + años
Portuguese: há; atrás; segundo + segundos; minuto min + minutos; hora h + horas; dia + dias; semana +
  semanas; mês + meses; ano + anos
Italian: ; fa; secondo + secondi; minuto min + minuti; ora + ore; giorno + giorni; settimana +
  settimane; mese + mesi; anno + anni
Catalan: fa; ; segon + segons; minut + minuts; hora + hores; dia + dies; setmana + setmanes; mes +
  mesos; any + anys
Basque: duela; ; segundo; minutu; ordu ordubete; egun; aste; hilabete; urte
Dutch: ; geleden; seconde + seconden; minuut min + minuten; uur; dag + dagen; week + weken; maand +
  maanden; jaar + jaren
Swedish: ; sedan; sekund + sekunder; minut min + minuter; timme tim + timmar; dag + dagar; vecka +
  veckor; månad + månader; år
Danish, Norwegian: ; siden; sekund + sekunder; minut minutt min + minutter; time t + timer; dag + dage
  dager døgn; uge uke + uger uker; måned + måneder; år
Icelandic: fyrir; síðan; sekúndu + sekúndum; mínútu + mínútum; klukkustund klukkutíma + klukkustundum
  klukkutímum; degi + dögum; viku + vikum; mánuði + mánuðum; ári + árum
Finnish: ; sitten; sekunti + sekuntia; minuutti min + minuuttia; tunti + tuntia; päivä + päivää; viikko
  + viikkoa; kuukausi + kuukautta; vuosi + vuotta
Estonian: ; tagasi eest; sekund + sekundit; minut + minutit; tund + tundi; päev + päeva; nädal +
  nädalat; kuu + kuud; aasta + aastat
Latvian: pirms; ; sekundes + sekundēm; minūtes + minūtēm; stundas + stundām; dienas + dienām; nedēļas +
  nedēļām; mēneša + mēnešiem; gada + gadiem
Lithuanian: prieš; ; sekundę + sekundes sekundžių; minutę min + minutes minučių; valandą val + valandas
  valandų; dieną + dienas dienų; savaitę + savaites savaičių; mėnesį + mėnesius mėnesių; metus + metų
Polish: ; temu; sekundę + sekund sekundy; minutę min + minut minuty; godzinę godz + godzin godziny;
  dzień + dni; tydzień + tygodni tygodnie; miesiąc + miesięcy miesiące; rok + lat lata
Czech: před; zpět; sekundou + sekundami; minutou + minutami; hodinou + hodinami; dnem + dny dní; týdnem
  + týdny; měsícem + měsíci; rokem + lety roky
Slovak, Slovene: pred; ; sekundou sekundo + sekundami sekundama; minutou minuto + minútami minutami
  minuta; hodinou uro + hodinami urami; dňom dnem dnevom + dňami dnevi; týždňom tednom + týždňami tedni;
  mesiacom mesecem + mesiacmi meseci; rokom letom + rokmi leti
Croatian, Serbian: prije pre; ; sekundu + sekundi sekunde; minutu min + minuta minute; sat + sata sati
  h; dan + dana; tjedan nedelju sedmicu + tjedna tjedana nedelje nedelja; mjesec mesec + mjeseca mjeseci
  meseca meseci; godinu + godine godina
Serbian: пре; ; секунд + секунди секунде; минут + минута; сат + сата сати; дан + дана; недељу + недеље
  недеља; месец + месеца месеци; годину + године година
Bulgarian, Macedonian: преди пред; ; секунда + секунди; минута + минути; час + часа; ден + дни дена;
  седмица недела + седмици недели; месец + месеца месеци; година + години
Russian: ; назад; секунду сек + секунд секунды; минуту мин + минут минуты; час + часов часа; день + дней
  дня; неделю + недель недели; месяц + месяцев месяца; год + лет года
Ukrainian: ; тому назад; секунду + секунд секунди; хвилину хв + хвилин хвилини; годину год + годин
  години; день + днів дні; тиждень + тижнів тижні; місяць + місяців місяці; рік + років роки
Belarusian: ; таму назад; секунду; хвіліну + хвілін хвіліны; гадзіну + гадзін гадзіны; дзень + дзён дні;
  тыдзень + тыдняў тыдні; месяц + месяцаў месяцы; год + гадоў гады
Kazakh: ; бұрын; секунд; минут; сағат; күн; апта; ай; жыл
Turkish: ; önce evvel; saniye sn; dakika dk; saat sa; gün; hafta; ay; yıl
Azerbaijani: ; əvvəl; saniyə; dəqiqə; saat; gün; həftə; ay; il
Uzbek: ; oldin avval; soniya; daqiqa; soat; kun; hafta; oy; yil
Greek: πριν πριν_από; πριν; δευτερόλεπτο + δευτερόλεπτα; λεπτό + λεπτά; ώρα + ώρες; ημέρα μέρα + ημέρες
  μέρες; εβδομάδα + εβδομάδες; μήνα + μήνες; χρόνο + χρόνια
Romanian: acum; ; secundă + secunde; minut min + minute; oră + ore; zi + zile; săptămână + săptămâni;
  lună + luni; an + ani
Hungarian: ; ezelőtt; másodperccel másodperce; perccel perce; órával órája; nappal napja; héttel hete;
  hónappal hónapja; évvel éve
Albanian: ; më_parë; sekondë + sekonda; minutë + minuta; orë; ditë; javë; muaj; vit + vjet vite
Armenian: ; առաջ; վայրկյան; րոպե; ժամ; օր; շաբաթ; ամիս; տարի
Georgian: ; წინ; წამის; წუთის; საათის; დღის; კვირის; თვის; წლის
Hindi: ; पहले पूर्व; सेकंड सेकेंड; मिनट; घंटा घंटे घण्टे; दिन; सप्ताह हफ्ते; महीना महीने माह; साल वर्ष
Bengali: ; আগে; সেকেন্ড; মিনিট; ঘণ্টা ঘন্টা; দিন; সপ্তাহ; মাস; বছর
Tamil: ; முன் முன்பு முன்னர்; விநாடி + விநாடிகள் விநாடிகளுக்கு; நிமிடம் + நிமிடங்கள் நிமிடங்களுக்கு; மணிநேரம் +
  மணிநேரத்திற்கு; நாள் + நாட்கள் நாட்களுக்கு; வாரம் + வாரங்களுக்கு; மாதம் + மாதங்களுக்கு; ஆண்டு + ஆண்டுகளுக்கு
Indonesian: ; lalu yang_lalu; detik; menit; jam; hari; minggu; bulan; tahun
Malay: ; lalu yang_lalu; saat; minit; jam; hari; minggu; bulan; tahun
Vietnamese: ; trước; giây; phút; giờ; ngày; tuần; tháng; năm
Filipino: ; ang_nakalipas ang_nakaraan ang_nakararaan; segundo; minuto; oras; araw; linggo; buwan; taon
Swahili: ; iliyopita zilizopita lililopita yaliyopita; sekunde; dakika; saa; siku; wiki; mwezi miezi;
  mwaka miaka
"""
_UNIT_NAMES = ("second", "minute", "hour", "day", "week", "month", "year")
# By word: a unit's name, and the count that it stands for without a number; 0 is none.
Units = dict[str, tuple[str, int]]


def _ago_tables() -> tuple[dict[str, Units], dict[str, Units]]:
    """The units that each marker counts, by the markers that stand before and by those that stand behind."""
    before: dict[str, Units] = {}
    behind: dict[str, Units] = {}
    for _, row in _rows(_AGO):
        first, second, *columns = row.split(";")
        units: Units = {}
        for unit, words in zip(_UNIT_NAMES, columns, strict=True):
            words, _, dual = words.partition("=")
            singular, _, plural = words.partition("+")
            for count, forms in ((2, dual), (1, singular), (0, plural)):
                for form in _folded(forms):
                    units.setdefault(form, (unit, count))
        for table, markers in ((before, first), (behind, second)):
            for marker in _folded(markers):
                table[marker] = units | table.get(marker, {})
    return before, behind


AGO_BEFORE, AGO_BEHIND = _ago_tables()

_COUNTS = """
0.5: half نصف نیم halbe halben halber demi media mezz mezza meia yarım пол חצי
1: a an one واحدة یک ایک un une una uno um uma ein eine einer einem einen en ett één een bir один одну
  одна אחת אחד jednu jedną jednou jeden jedan μία μια ένα एक এক ஒரு یەک satu một yksi üks o
2: two دو zwei deux dos due dois duas twee två to kaksi iki два две дві δύο dwie dwa dvě dvije दो দুই
  இரண்டு שתי שני
3: three ثلاث ثلاثة سه drei trois tres tre três drie kolme üç три שלוש שלושה τρεις तीन তিন மூன்று
4: four أربع أربعة چهار vier quatre cuatro quattro quatro fyra fire neljä dört четыре чотири ארבע ארבעה
  चार
5: five خمس خمسة پنج fünf cinq cinco cinque vijf fem viisi beş пять חמש חמישה पांच पाँच
6: six ست ستة شش sechs seis sei zes sex seks kuusi altı шесть שש שישה
7: seven سبع سبعة هفت sieben sept siete sette sete zeven sju syv yedi семь שבע שבעה
8: eight ثماني ثمان ثمانية هشت acht huit ocho otto oito åtta otte sekiz восемь שמונה
9: nine تسع تسعة نه neun neuf nueve nove negen nio ni dokuz девять תשע תשעה
10: ten عشر عشرة ده zehn dix diez dieci dez tien tio ti on десять עשר עשרה
"""
COUNTS = {word: float(count) for count, row in _rows(_COUNTS) for word in _folded(row)}
# "about", "more than", "and": between marker, number and unit
AROUND = frozenset(
    _folded("""
about around almost over nearly حوالي نحو أكثر من قرابة حدود تقریبا تقريبا و واحدة and und et y e i
ve и та και etwa rund ca circa cerca de environ plus más mais meno mehr als около почти yaklaşık
omkring noin około asi
""")
)

# Days named by their distance from today
_DAYS_AGO = """
0: today اليوم امروز آج نن ئەمڕۆ היום heute aujourd_hui hoy hoje oggi avui vandaag idag i_dag tänään
  täna dzisiaj dziś dnes danas данас днес сегодня сьогодні бүгін bugün bugun σήμερα astăzi azi hari_ini
  hôm_nay आज আজ இன்று วันนี้ 今天 今日 本日 오늘 šodien šiandien ngayong_araw leo այսօր დღეს
1: yesterday أمس البارحة بالأمس دیروز پرون دوێنێ אתמול gestern hier ayer ontem ieri ahir gisteren igår
  i_går eilen eile wczoraj včera jučer juče вчера вчора кеше dün kecha dünən χθες χτες tegnap kemarin
  semalam hôm_qua গতকাল நேற்று เมื่อวาน เมื่อวานนี้ 昨天 昨日 어제 vakar kahapon jana երեկ გუშინ گزشتہ_روز
2: أول_أمس أول_من_أمس پریروز שלשום vorgestern avant_hier anteayer anteontem l_altro_ieri eergisteren
  przedwczoraj předevčírem позавчера позавчора προχθές 前天 一昨日 그저께
"""
DAYS_AGO = {name: int(days) for days, row in _rows(_DAYS_AGO) for name in _folded(row)}
NOW = frozenset(
    _folded("""
just_now moments_ago seconds_ago a_moment_ago a_few_seconds_ago الآن قبل_قليل منذ_قليل منذ_لحظات قبل_لحظات
منذ_ثوان منذ_ثواني لحظاتی_پیش ממש_עכשיו gerade_eben à_l_instant ahora_mismo agora_mesmo az_önce
только_что щойно 刚刚 剛剛 たった今 방금 방금_전 এইমাত্র vừa_xong baru_saja
""")
)
