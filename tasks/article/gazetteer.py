"""Names that datelines are told by: news agencies, and cities that reports come from.

Each name in the spelling that is usual in print; they are compared folded, so that «أ.ف.ب» is «أ ف ب».
"""

from __future__ import annotations

from tasks.fold import fold


def _folded(names: str) -> frozenset[str]:
    return frozenset(fold(name) for line in names.splitlines() for name in line.split("|"))


# In the order of scripts: Arabic; Persian, Urdu, Hebrew, Hindi; Latin; Cyrillic, Greek
AGENCIES = _folded(
    """\
وام|واس|كونا|قنا|بنا|بترا|سانا|أ ش أ|أش أ|واج|وأج|وات|وفا|ومع|و م ع|واع|نينا|سبأ|سونا|وال|العمانية|الوطنية
سبأنت|شفق نيوز|السومرية نيوز|موازين نيوز
الوطنية للإعلام|رويترز|أ ف ب|أف ب|فرانس برس|فرانس برس أ ف ب|د ب أ|د ب ا|أ ب|أسوشيتد برس|أسوشييتد برس
الأناضول|شينخوا|سبوتنيك|تاس|نوفوستي|إيتار تاس|إنترفاكس|وكالات|الوكالات|وكالات الأنباء|سي إن إن
CNN بالعربية|بي بي سي|يو بي آي|بلومبرغ|بلومبيرغ|إفي|إ ف إ|آكي|ارنا|إرنا|معا|صفا|شهاب|الحرة|د ب آ|يونيوز
وكالة الأنباء السعودية|وكالة أنباء الإمارات|وكالة الأنباء القطرية|وكالة الأنباء الكويتية|وكالة أنباء البحرين
وكالة الأنباء الأردنية|وكالة الأنباء العمانية|وكالة الأنباء الجزائرية|وكالة تونس أفريقيا للأنباء
وكالة المغرب العربي للأنباء|وكالة أنباء الشرق الأوسط|وكالة الأنباء الفلسطينية|وكالة الأنباء العراقية
وكالة الأنباء السورية|الوكالة العربية السورية للأنباء|وكالة السودان للأنباء|وكالة الأنباء الليبية
وكالة الأنباء الفرنسية|وكالة الأنباء الألمانية|وكالة فرانس برس|وكالة رويترز|وكالة الأناضول|وكالة أسوشيتد برس
وكالة شينخوا|وكالة سبوتنيك|وكالة تاس|وكالة بلومبرغ|الوكالة الوطنية للإعلام
ایرنا|ایسنا|فارس|تسنیم|مهر|ایلنا|ایکنا|برنا|میزان|شبستان|صدا و سیما|باشگاه خبرنگاران جوان|باشگاه خبرنگاران
خبرگزاری ها|رویترز|آسوشیتدپرس|فرانس پرس|اسپوتنیک|خبرآنلاین|اے پی پی|رائٹرز|روئٹرز|اے ایف پی|اے پی|آن لائن
آئی این پی|این این آئی|صباح نیوز|רויטרס|סוכנויות הידיעות|סוכנויות|סוכנות הידיעות|איי פי|אי אף פי|भाषा
वार्ता|पीटीआई|पीटीआइ|एएनआई|आईएएनएस|एजेंसी|एजेंसियां|रायटर|एएफपी
Reuters|Thomson Reuters Foundation|AP|AFP|dpa|CNN|CNN Indonesia|UPI|ANSA|EFE|Xinhua|TASS|ITAR-TASS
RIA Novosti|Sputnik|Interfax|WAM|SPA|MENA|KUNA|QNA|BNA|ONA|PETRA|SANA|APS|TAP|MAP|WAFA|INA|NINA|NNA|SABA
SUNA|LANA|IRNA|ISNA|Tasnim|Tasnim News Agency|Fars|FNA|Mehr|MNA|Iran Press|IP|APP|Online|INP|NNI|PTI|ANI
IANS|UNI|BSS|UNB|RSS|Bernama|Antara|TTXVN|VNA|PNA|CNA|Kyodo|Jiji|Yonhap|KCNA|MTI|PAP|CTK|ČTK|TASR|SITA|STA
Hina|Tanjug|Beta|FENA|MIA|BTA|ATA|Agerpres|Mediafax|ANA|ANA-MPA|AMNA|TT|NTB|Ritzau|STT|BNS|ELTA|LETA|BELTA
Ukrinform|APA|SDA|ATS|Keystone-SDA|Keystone-ATS|SID|KNA|epd|AFP-Tamedia|Belga|ANP|Lusa|Agência Brasil
Agência Lusa|ABr|Agencia EFE|Europa Press|EP|Télam|NA|Notimex|ACN|Prensa Latina|PL|Andina
Agence France-Presse|Associated Press|The Associated Press|The Canadian Press|Canadian Press|CP|PA
PA Media|Press Association|AAP|Anadolu|Anadolu Agency|Anadolu Ajansı|AA|DHA|İHA|IHA|ANKA|Adnkronos
askanews|AGI|Italpress|LaPresse|Nova|DIRE|BBC|Bloomberg|JTA|RFE/RL|VOA|GNA|NAN|PANA|APAnews|Trend|Azertac
Kazinform|PRNewswire|PR Newswire|BUSINESS WIRE|GLOBE NEWSWIRE|GlobeNewswire|ACCESSWIRE|FOLHAPRESS|dpa-AFX|dts
Interfax-Ukraine|Agencies|Agenturen|Agences|Agencias|Agenzie|Agências
РИА Новости|ТАСС|ИТАР-ТАСС|Интерфакс|Рейтер|Рейтерс|УНИАН|УНІАН|УНН|Укринформ|Укрінформ|БЕЛТА|БелТА|БТА
МИА|Танјуг|Бета|ФоНет|АПЕ-МПЕ|ΑΠΕ-ΜΠΕ|ΑΠΕ
新华社|新華社|中新社|中央社|法新社|路透社|美联社|美聯社|共同|共同通信|共同通信社|時事|時事通信|연합뉴스|뉴시스"""
)

# Agencies whose names are words, too: alone in a line they are none.
WORDS_TOO = _folded(
    """\
بنا|واع|وات|وال|معا|وفا|ومع|فارس|مهر|تاس|میزان|شبستان|برنا|صفا|شهاب|الوطنية|العمانية|آن لائن|भाषा|वार्ता|الحرة
Online|IP|EP|NA|PL|CP|PA|TT|Beta|Nova|DIRE|Trend|ATA|RSS|MAP|TAP|SPA|SID|Fars|Mehr|UNI|ANA|INA|NINA|MIA
STA|ANKA|SITA|Бета"""
)

# Where most datelines come from. Only these are taken for a place without an agency or capitals.
CITIES = _folded(
    """\
أبوظبي|أبو ظبي|دبي|الشارقة|عجمان|رأس الخيمة|الفجيرة|العين|الرياض|جدة|مكة المكرمة|مكة|المدينة المنورة
الدمام|أبها|تبوك|الكويت|الدوحة|المنامة|مسقط|صلالة|صنعاء|عدن|تعز|مأرب|الحديدة|المكلا|بغداد|البصرة|الموصل
أربيل|كركوك|النجف|كربلاء|السليمانية|الأنبار|دمشق|حلب|حمص|حماة|اللاذقية|إدلب|درعا|السويداء|دير الزور
القامشلي|بيروت|صيدا|طرابلس|عمان|عمّان|إربد|الزرقاء|العقبة|القدس|القدس المحتلة|رام الله|غزة|نابلس|الخليل
جنين|بيت لحم|طولكرم|خان يونس|رفح|الناصرة|حيفا|القاهرة|الإسكندرية|الجيزة|السويس|أسوان|الأقصر|المنصورة|طنطا
شرم الشيخ|العريش|الخرطوم|أم درمان|بورتسودان|الفاشر|جوبا|بنغازي|مصراتة|سرت|تونس|صفاقس|سوسة|الجزائر|وهران
قسنطينة|عنابة|الرباط|الدار البيضاء|مراكش|فاس|طنجة|أكادير|العيون|نواكشوط|مقديشو|جيبوتي|أديس أبابا|نيروبي
أنقرة|إسطنبول|اسطنبول|طهران|كابول|إسلام آباد|إسلام اباد|كراتشي|نيودلهي|نيو دلهي|مومباي|دكا|بكين|شنغهاي
هونغ كونغ|طوكيو|سول|سيول|موسكو|كييف|كييڤ|مينسك|وارسو|برلين|فيينا|باريس|لندن|روما|الفاتيكان|مدريد|برشلونة
لشبونة|بروكسل|لاهاي|أمستردام|جنيف|زيورخ|ستوكهولم|أوسلو|كوبنهاغن|هلسنكي|أثينا|نيقوسيا|بلغراد|بودابست|براغ
واشنطن|نيويورك|الأمم المتحدة|لوس أنجلوس|شيكاغو|هيوستن|أوتاوا|مكسيكو سيتي|مكسيكو|كراكاس|بوغوتا|برازيليا
ريو دي جانيرو|بوينس آيرس|سيدني|كانبيرا|جاكرتا|كوالالمبور|سنغافورة|بانكوك|مانيلا|هانوي|لاغوس|أبوجا
جوهانسبرغ|باماكو|نيامي|داكار|نجامينا|واغادوغو
تهران|مشهد|اصفهان|شیراز|تبریز|اهواز|قم|کرج|یزد|کرمان|رشت|کابل|هرات|مزار شریف|قندهار|پکن|مسکو|آنکارا
استانبول|نیویورک|لندن|پاریس|اسلام آباد|کراچی|لاہور|پشاور|کوئٹہ|راولپنڈی|ملتان|فیصل آباد|مظفر آباد|نئی دہلی
دہلی|ممبئی|سرینگر|حیدرآباد|لکھنؤ|واشنگٹن|نیویارک|ירושלים|תל אביב|חיפה|באר שבע|וושינגטון|ניו יורק|लखनऊ
नई दिल्ली|मुंबई|पटना|भोपाल|जयपुर|रांची|काठमांडू|काठमाडौं|वाशिंगटन|लंदन|इस्लामाबाद
Abu Dhabi|Dubai|Riyadh|Jeddah|Doha|Manama|Muscat|Sanaa|Aden|Baghdad|Basra|Erbil|Damascus|Aleppo|Beirut
Amman|Jerusalem|Ramallah|Gaza|Gaza City|Tel Aviv|Haifa|Cairo|Alexandria|Khartoum|Tripoli|Benghazi|Tunis
Algiers|Alger|Rabat|Casablanca|Nouakchott|Mogadishu|Addis Ababa|Nairobi|Kampala|Kigali|Kinshasa|Lagos
Abuja|Accra|Dakar|Bamako|Niamey|Ouagadougou|Abidjan|Johannesburg|Cape Town|Pretoria|Harare|Lusaka|Maputo
Luanda|Dar es Salaam|Juba|Ankara|Istanbul|İstanbul|İzmir|Tehran|Kabul|Islamabad|Karachi|Lahore|Peshawar
New Delhi|Delhi|Mumbai|Kolkata|Chennai|Bengaluru|Srinagar|Dhaka|Kathmandu|Colombo|Yangon|Bangkok|Hanoi
Hà Nội|Ho Chi Minh City|TP HCM|Phnom Penh|Vientiane|Kuala Lumpur|Singapore|Jakarta|Manila|Beijing|Peking
Shanghai|Hong Kong|Taipei|Tokyo|Tokio|Seoul|Pyongyang|Ulaanbaatar|Astana|Almaty|Tashkent|Bishkek|Dushanbe
Baku|Bakı|Tbilisi|Yerevan|Moscow|Moskau|Moscou|Moscú|Mosca|St. Petersburg|Kyiv|Kiev|Kiew|Minsk|Warsaw
Warszawa|Warschau|Prague|Praha|Prag|Bratislava|Budapest|Bucharest|București|Sofia|Belgrade|Beograd|Zagreb
Ljubljana|Sarajevo|Skopje|Tirana|Tiranë|Prishtina|Podgorica|Athens|Athen|Nicosia|Berlin|Hamburg|Munich
München|Frankfurt|Köln|Düsseldorf|Stuttgart|Vienna|Wien|Bern|Zürich|Zurich|Geneva|Genève|Genf|Paris
Marseille|Lyon|Strasbourg|Brussels|Bruxelles|Brüssel|Brussel|Bruselas|Amsterdam|The Hague|Den Haag
Luxembourg|London|Londres|Londra|Edinburgh|Belfast|Dublin|Rome|Roma|Rom|Milan|Milano|Vatican City
Città del Vaticano|Madrid|Barcelona|Lisbon|Lisboa|Oslo|Stockholm|Copenhagen|København|Helsinki|Reykjavik
Tallinn|Riga|Vilnius|Washington|New York|Nueva York|United Nations|Los Angeles|Chicago|San Francisco
Houston|Dallas|Boston|Philadelphia|Miami|Atlanta|Detroit|Denver|Seattle|Phoenix|Las Vegas|Minneapolis
Ottawa|Toronto|Montreal|Montréal|Vancouver|Mexico City|Ciudad de México|México|Havana|La Habana|Kingston
Port-au-Prince|San Juan|Guatemala City|San Salvador|Tegucigalpa|Managua|San José|Panama City|Bogotá|Bogota
Caracas|Quito|Lima|La Paz|Santiago|Santiago de Chile|Asunción|Montevideo|Buenos Aires|Brasília|Brasilia
São Paulo|Rio de Janeiro|Sydney|Melbourne|Canberra|Brisbane|Wellington|Auckland
Москва|Санкт-Петербург|Киев|Київ|Минск|Мінск|София|Београд|Скопје|Астана|Алматы|Вашингтон|Лондон|Берлин
Париж|Αθήνα|Θεσσαλονίκη|Λευκωσία"""
)
