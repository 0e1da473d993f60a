"""Tell the language of a text: by its script, then by its small words and by letters of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from resiliparse.parse.lang import detect_fast

from tasks.article.serbo_croatian import LANGUAGES, choose_language

HAN_OR_HANGUL = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff가-힣]")
"""A sign of Chinese, Japanese or Korean."""

_SAMPLE = 1_000  # characters
_SURE = 0.15  # of a text's words are small words of its language; in most languages a third of them are
_UNSURE_RANK = 700  # resiliparse: how far a text is from a language's profile; above this it is a guess


def detect_language(text: str, declared: str | None = None) -> str | None:
    """The BCP 47 language of `text`; `declared` is believed only where the text does not speak against it.

    None when there are no letters, or when a few words could be of any language and none is declared.
    """
    sample = text[:_SAMPLE]
    base = _base_of(declared) if declared else ""
    script = _script(sample)
    if script in _BY_WORDS:
        lowered = sample.lower()
        found = _by_words(lowered, script, base)
        return choose_language(lowered, found, base) if found in LANGUAGES and script == "latin" else found
    if script in _BY_LETTERS:
        likeliest, others = _BY_LETTERS[script]
        for language, letters in others:
            if len(letters.findall(sample)) * 25 > len(sample):
                return language
        return likeliest
    if script == "han":
        return base if base in ("ja", "yue") else "zh"
    return _ONE_LANGUAGE[script] if script else None


def _base_of(declared: str) -> str:
    """ "pt" of "pt_BR"; "" if it is no code of a language."""
    base = declared.replace("_", "-").partition("-")[0].strip().lower()
    return _OTHER_CODES.get(base, base) if base.isascii() and base.isalpha() and len(base) <= 3 else ""


# Codes that pages write for languages that have another one.
_OTHER_CODES = {
    "iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "fil": "tl", "sh": "sr", "mo": "ro",
    "cmn": "zh", "prs": "fa", "pes": "fa", "pus": "ps", "arb": "ar",
}  # fmt: skip


# --- scripts ----------------------------------------------------------------------------------

# Which script a character is in, told by the upper of its two bytes in UTF-16.
_BLOCKS = {
    "greek": (0x03, 0x1F),
    "cyrillic": (0x04,),
    "hebrew or armenian": (0x05,),
    "arabic": (0x06, 0xFB, 0xFC, 0xFD, 0xFE),
    "syriac or thaana": (0x07,),
    "devanagari or bengali": (0x09,),
    "gurmukhi or gujarati": (0x0A,),
    "oriya or tamil": (0x0B,),
    "telugu or kannada": (0x0C,),
    "malayalam or sinhala": (0x0D,),
    "thai or lao": (0x0E,),
    "tibetan": (0x0F,),
    "burmese or georgian": (0x10,),
    "hangul": (0x11, *range(0xAC, 0xD8)),
    "ethiopic": (0x12, 0x13),
    "khmer": (0x17,),
    "kana": (0x30,),
    "han": range(0x34, 0xA0),
}
_NAMES = tuple(_BLOCKS)
_BLOCK_OF = bytes(
    next((number for number, name in enumerate(_NAMES, start=1) if upper in _BLOCKS[name]), 0)
    for upper in range(256)
)
_WIDE = frozenset({"kana", "han", "hangul"})  # a character of theirs says as much as two or three others
_NO_ASCII_LETTER = bytes(code for code in range(256) if not chr(code).isalpha() or code > 127)
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa]")
_HALVES = {
    "hebrew or armenian": ("hebrew", "armenian", re.compile(r"[\u05d0-\u05f2]")),
    "syriac or thaana": ("syriac", "thaana", re.compile(r"[\u0700-\u074f]")),
    "devanagari or bengali": ("devanagari", "bengali", re.compile(r"[\u0900-\u097f]")),
    "gurmukhi or gujarati": ("gurmukhi", "gujarati", re.compile(r"[\u0a00-\u0a7f]")),
    "oriya or tamil": ("oriya", "tamil", re.compile(r"[\u0b00-\u0b7f]")),
    "telugu or kannada": ("telugu", "kannada", re.compile(r"[\u0c00-\u0c7f]")),
    "malayalam or sinhala": ("malayalam", "sinhala", re.compile(r"[\u0d00-\u0d7f]")),
    "thai or lao": ("thai", "lao", re.compile(r"[\u0e00-\u0e7f]")),
    "burmese or georgian": ("burmese", "georgian", re.compile(r"[\u1000-\u109f]")),
}


def _script(sample: str) -> str | None:
    """The script that most of `sample` is written in, or None when it has no letters."""
    ascii_only = sample.encode("ascii", "ignore")
    latin = len(ascii_only.translate(None, _NO_ASCII_LETTER))
    if 2 * latin > len(sample):
        return "latin"
    blocks = sample.encode("utf-16-le", "surrogatepass")[1::2].translate(_BLOCK_OF)
    other = blocks.replace(b"\0", b"")
    # "đã được": what is neither ASCII nor in a script below is a Latin letter with a mark
    latin += max(0, len(sample) - len(ascii_only) - len(other))
    counts = {_NAMES[number - 1]: other.count(number) for number in set(other)}
    for name in _WIDE & counts.keys():
        counts[name] *= 3
    best = max(counts, key=lambda name: counts[name], default=None)
    if best is None or counts[best] <= latin:
        return "latin" if latin and any(map(str.isalpha, sample)) else None
    if best in ("han", "kana"):  # 「」 and 。 stand where kana do
        kana = len(_KANA.findall(sample, 0, 600))
        return "kana" if 10 * kana > len(sample[:600]) else "han" if "han" in counts else "kana"
    if best in _HALVES:
        first, second, letters = _HALVES[best]
        return first if 2 * len(letters.findall(sample)) >= counts[best] else second
    return best


_ONE_LANGUAGE = {
    "greek": "el", "armenian": "hy", "syriac": "syr", "thaana": "dv", "gurmukhi": "pa", "gujarati": "gu",
    "oriya": "or", "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml", "sinhala": "si",
    "thai": "th", "lao": "lo", "tibetan": "bo", "burmese": "my", "georgian": "ka", "hangul": "ko",
    "khmer": "km", "kana": "ja",
}  # fmt: skip
# script: its likeliest language, and others with letters of their own
_BY_LETTERS = {
    "hebrew": ("he", (("yi", re.compile(r"[\u05b7\u05b8\u05bc\u05f0-\u05f2]")),)),
    "bengali": ("bn", (("as", re.compile(r"[\u09f0\u09f1]")),)),
    "ethiopic": ("am", (("ti", re.compile(r"[\u1280-\u1287\u12a5]|እዩ|ናይ|ኣብ|ኣ")),)),
}


# --- small words ------------------------------------------------------------------------------

# Frequent words of each language, in lower case. One that several languages have counts for each of them.
_SMALL_WORDS = {
    "latin": {
        "en": "the and of to in is that for was with on are this from by be has have not it as at he she"
        " his her they their will but an were which said who been its would after about more than had"
        " a i we you can all there",
        "de": "der die und das den von mit ist im nicht dem ein eine auf für sich auch des zu hat sie es"
        " als wie bei aus nach wird werden einen einer dass oder aber noch zum zur über vor sind war"
        " haben am so nur wir ich man",
        "fr": "le les des est et une dans du qui pour que sur au pas avec par il ont un ce cette plus sont"
        " aux mais son sa ses leur été nous vous ne se la en de à comme elle avait a y je on ou",
        "es": "el los las del y que en una por con para se su al lo es como más un de la no pero sus este"
        " esta sobre fue ha han entre también hasta desde cuando muy sin ser años a e o le si ya",
        "pt": "o os do da em que não uma para com no na se dos mais ao das pelo pela um de e foi por como"
        " são também está sobre seu sua ser tem mas entre até já ele à às a vai ou eu",
        "it": "il di che la è per un una del della con non sono gli alla nel dei più le da in si al anche"
        " come ha lo delle nella dal ma stato questo i dell suo a e o se ai tra",
        "nl": "de het een van en dat is op te niet zijn voor met aan er ook naar in die bij wordt door maar"
        " werd hij ze om uit heeft als over nog dit hebben tot deze",
        "af": "die en van in is het dat nie vir met op om te aan sy hy wat word was 'n ŉ ook deur sal hulle"
        " ons",
        "sv": "och att det som en är på för av med den till inte har om ett från de han var i vid kan men"
        " vara under efter när sig ska hon vi också år så jag nu alla mycket bli där",
        "da": "og at det er en til af på for med den der ikke har som et de fra han var i blev kan men"
        " efter sig skal også ved være år hun om mere når nogle over jeg vi hvad så nu meget alle"
        " blive min under mens kunne",
        "no": "og det er på en som til for av med at har ikke den et å fra de han var i ble kan men etter"
        " seg skal også ved være år hun om mer når noen over jeg vi hva så nå mye alle bli mens kunne"
        " opp",
        "is": "og að í er sem á til um við það en ekki hann var fyrir af með hefur því þar eru frá segir sé",
        "fi": "ja on että ei se oli hän myös ovat mutta kun joka mukaan jo ole tai vuoden sekä sen olisi"
        " kuin hänen vain ollut jotka",
        "et": "ja on et ei see oli ta ka ning kui mis oma aga ole või selle pärast kes veel siis ütles aasta",
        "lv": "un ir ka no ar par to bija kas arī uz lai nav pēc tika vai gadā bet viņš tas jau",
        "lt": "ir kad yra į iš su tai buvo jis bet kaip apie ar už nuo po taip dėl per savo metų bus",
        "pl": "i w na z do nie się że to jest o od przez po oraz jak za jego ale są był dla które który"
        " także tym być roku co już może",
        "cs": "a v na se že je s o do pro jsem byl podle ve jako jeho ale jsou které která který k i si po"
        " také za už by od jsme však jen nebo bude při",
        "sk": "a v na sa že je s o do pre som bol podľa vo ako jeho ale sú ktoré ktorá ktorý k aj si po"
        " tiež za už by od sme však len alebo bude pri",
        "sl": "in je na se da za so od s ki bo kot pa v tudi bi ne ali iz ni po leta bil še pri kar lahko",
        "hr": "i u je na se da za su od s koji će kao to ne o bi ili iz što nije biti tko gdje prije"
        " poslije također tijekom kako nakon sve rekao samo dvije ovdje uvijek",
        "sr": "i u je na se da za su od s koji će kao to ne o bi ili iz što nije biti ko gde pre posle"
        " takođe tokom kako nakon sve rekao samo dve ovde uvek šta deo vreme",
        "hu": "a az és hogy nem is egy volt meg ez már csak el de még mint azt vagy szerint ki ha lesz kell"
        " pedig után",
        "ro": "și în de la cu care pe nu din pentru este o a fost că mai au să se un ce sunt prin după şi"
        " va ca fi al potrivit",
        "sq": "dhe të në e për me nga një që është i më ka nuk do se si u janë kjo ai por duke",
        "ca": "el la de i que en un una per amb del els les al ha és no més aquest dels seva com també a"
        " aquesta pel han o són",
        "gl": "o a os as do da e que en un unha non para con por se na no máis polo pola dos é das ao ten"
        " tamén foi",
        "eu": "eta da ez bat ere du baina izan dira dute dela egin zen duen honen dituzte zuen ditu",
        "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra ne kadar ise en ancak oldu olduğunu"
        " dedi her var şöyle ifade etti yer göre kez iki yıl üzere yapılan dan den",
        "az": "və bu bir ilə üçün da də olan görə isə daha çox deyib kimi sonra ki edib onun hər",
        "uz": "va bu bilan uchun bir ham esa edi deb bo‘yicha bo'yicha boʻyicha o‘z qilish kerak emas",
        "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan juga ke oleh saat bisa karena"
        " kata kami ia sudah dapat para serta tersebut sebagai menjadi ada",
        "ms": "yang dan di dengan untuk dari pada ini itu dalam tidak akan juga ke oleh kerana boleh"
        " daripada telah beliau berkata ialah kepada turut serta tersebut sebagai menjadi ada bagi",
        "tl": "ang ng sa na mga ay at si ni hindi para ito niya siya kay mula nang ayon kung may",
        "vi": "và của là có được trong cho không với các người này đã một những khi từ đến ở tại ông bị năm"
        " về cũng",
        "sw": "ya na wa kwa ni katika za la kuwa hii cha huo watu pia kama yake alisema vya hiyo lakini",
        "so": "oo ka ku in iyo uu ay la waa soo ah waxaa ee u ayaa lagu sheegay",
        "ha": "da na ya ta cewa ba sun shi wani kuma a ne zai daga wannan cikin",
        "zu": "ukuthi futhi noma uma kodwa ngoba lo le nje kanti yena abantu lapho kanye kusho okuthiwa",
        "cy": "yn y i a o ar yr mae ei wedi ac bod am gan oedd i'r o'r bydd dywedodd fod",
        "ga": "an agus na ar a i go le is ag bhí tá do seo sé atá leis",
        "ku": "û li ku ji bi de ev xwe di ye jî ê ew bû hat wê",
        "eo": "la kaj de en estas al kun por ne ke li oni pri sed ankaŭ",
    },
    "cyrillic": {
        "ru": "и в не на что с по он как это из для от его к было но также был за при её их уже году о об"
        " сообщил",
        "uk": "і в не на що з та до як це за від його у але також було для про який року є й або після",
        "be": "і ў не на што з да як гэта за ад яго але таксама для было пра які года у",
        "bg": "и в на да за се от че с по това не са със като който ще беше към е ли при си",
        "sr": "и у је на да се за су од који ће као то не о би или из што није са",
        "mk": "и во на да се за од со што не ќе е тоа како кои беше според по ги",
        "kk": "және мен бұл үшін деп бір да де осы туралы болды бойынша деді",
        "ky": "жана менен бул үчүн деп бир да эле боюнча деди",
        "mn": "нь байна юм энэ болон гэж бол ын оны",
        "tg": "ва дар аз ба ки ин бо барои аст шуд то",
        "tt": "һәм белән бу өчен дип бер да дә иде",
    },
    "arabic": {
        "ar": "في من على إلى الى أن ان التي الذي عن مع هذا هذه ما كان بعد قال لا بين خلال كما ذلك وقال كانت"
        " قد فى إن أو عام حيث لم وفي ومن",
        "fa": "در به از که این را با است می برای آن تا بر خود یک شد شده های کرد نیز گفت هم اين كه مى مي يك"
        " بود هاي دو",
        "ur": "کے کی میں ہے اور سے کو نے کا ہیں پر اس یہ کہ کر تھا گیا نہیں بھی جو ہو ہے۔ ہیں۔ كے كى مين",
        "ckb": "لە بۆ کە ئەم بە لەگەڵ ئەو هەر ناو بەڵام لەو کرد ئەوە دەکات",
        "ps": "په د چې او ته کې له یې دي هم دی سره کړی کړې شوي وويل پر ده",
        "ug": "ۋە بىلەن بۇ بىر ئۇ ئۈچۈن دەپ قىلىپ",
        "sd": "جي جو کي ۽ ۾ ان سان تي آهي کان لاءِ نه جا به اهو",
    },
    "devanagari": {
        "hi": "है के में की का से को और ने पर हैं यह भी कि नहीं तो इस एक लिए था है।",
        "mr": "आहे आणि या ते होते मध्ये नाही केली यांनी त्यांनी ही हे व आहे. आहेत तर झाली",
        "ne": "छ र पनि गर्ने भएको गरेको छन् तथा हो भने यो उनले रहेको छ।",
    },
}
_BY_WORDS = frozenset(_SMALL_WORDS)

# Letters that one language of a script has, and its neighbours lack.
_LETTERS = {
    "latin": {
        "pt": "ãõ", "tr": "ığş", "de": "ß", "da": "æø", "no": "æø", "sv": "äå", "fi": "ä", "et": "äõ",
        "vi": "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "az": "əığş", "is": "þðæ", "ro": "țţ",
        "lv": "ķļņģ", "lt": "ėųį", "pl": "łżśń", "hu": "őű", "sk": "ľĺŕ", "cs": "řůě",
    },
    "cyrillic": {
        "uk": "їєґ", "be": "ў", "sr": "ђћ", "mk": "ѓќѕ", "ru": "ыэё", "kk": "әқұі", "ky": "ңөү",
        "mn": "өү", "tg": "ҳҷӣӯ", "tt": "әҗһ",
    },
    "arabic": {
        "ar": "ةى", "fa": "پچژگ", "ur": "ٹڈڑںےہھ", "ckb": "ۆڕڵڤێ", "ps": "ټډړښږڅځڼۍې", "ug": "ۇۈۋېڭ",
        "sd": "ڪٻڀٺڄڃڍڙڦڳڱڻ",
    },
    "devanagari": {
        "mr": "ळ",
    },
}  # fmt: skip


def _languages_of(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, line in words.items():
        for word in dict.fromkeys(line.split()):
            found[word] = (*found.get(word, ()), language)
    return found


_LANGUAGES_OF = {script: _languages_of(words) for script, words in _SMALL_WORDS.items()}


def _by_words(sample: str, script: str, declared: str) -> str | None:
    words = sample.split(None, _OFTEN_ENOUGH)
    counts: dict[str, float] = dict.fromkeys(_SMALL_WORDS[script], 0.0)
    _count(words[:_OFTEN_ENOUGH], script, counts)
    if len(words) > _OFTEN_ENOUGH:
        if found := _clear_winner(counts, _OFTEN_ENOUGH, "", margin=2.0):
            return found
        words[_OFTEN_ENOUGH:] = words[_OFTEN_ENOUGH].split()
        _count(words[_OFTEN_ENOUGH:], script, counts)
    if found := _clear_winner(counts, len(words), declared):
        return found
    # Half a word each: names of other languages have these letters, too.
    for language, letters in _LETTERS[script].items():
        counts[language] += 0.5 * sum(map(sample.count, letters))
    return _clear_winner(counts, len(words), declared) or _by_profile(sample, script, counts, declared)


_OFTEN_ENOUGH = 80  # words, where one language has twice as many small ones as any other


def _count(words: Sequence[str], script: str, counts: dict[str, float]) -> None:
    """Add to each language's count the small words of it."""
    languages_of = _LANGUAGES_OF[script]
    for word in words:
        for language in languages_of.get(word, ()):
            counts[language] += 1.0


def _clear_winner(counts: Mapping[str, float], words: int, declared: str, margin: float = 1.2) -> str | None:
    """The language with most small words, if they are enough and its neighbours have clearly fewer."""
    first, second = sorted(counts.values())[-1:-3:-1]
    if first < max(2.0, _SURE * words):
        return None
    if counts.get(declared, 0) >= 0.85 * first:
        return declared
    return max(counts, key=counts.__getitem__) if first >= margin * second else None


def _by_profile(sample: str, script: str, counts: Mapping[str, float], declared: str) -> str | None:
    """The likeliest by resiliparse's profiles of runs of characters, among those that words do not exclude.

    A language without a profile is told by words alone, one without words must be declared.
    """
    most = max(counts.values())
    for language, rank in cast(list[tuple[str, int]], detect_fast(sample, n_results=10)):
        if language == declared and counts.get(declared, most) >= 0.4 * most:
            return declared
        if rank < _UNSURE_RANK and counts.get(language, -1) >= 0.7 * most:
            return language
    likeliest = [language for language, count in counts.items() if count == most]
    if most and (len(likeliest) == 1 or not declared):
        return likeliest[0]
    return declared or _LIKELIEST[script]


# Of a few words in a script, when nothing else tells.
_LIKELIEST = {"latin": None, "cyrillic": "ru", "arabic": "ar", "devanagari": "hi"}
