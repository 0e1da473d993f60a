"""Tell Croatian, Bosnian and Serbian in Latin letters apart: by their vowels, months and words.

Their small words are nearly the same, and pages declare one for the other. Serbian is mostly ekavian
("mesto"); the others, Montenegrin and the Serbian of Bosnia are ijekavian ("mjesto").
"""

from __future__ import annotations

import re

LANGUAGES = frozenset({"hr", "bs", "sr", "cnr"})

# Pages may lack the signs of letters: "saopsteno".
_WITHOUT_SIGNS = str.maketrans({"č": "c", "ć": "c", "š": "s", "ž": "z", "đ": "dj"})


def _words(stems: str) -> re.Pattern[str]:
    """Words that begin with one of the stems; "_" ends a word."""
    ends = "|".join(stem.replace("_", r"\b") for stem in stems.split())
    return re.compile(rf"\b(?:{ends})")


_EKAVIAN = _words(
    "predsed sednic izvestaj obavest resen resav primer uspeh uspes bezbed nedelj ponedelj vreme_ mesto_"
    " mesta_ mestu_ deca_ dece_ svetsk covek lepo_ lepa_ verova vernik cena_ cene_ cenu_ promen primen"
    " zamen pobed posled sledec pre_ posle_ gde_ ovde_ uvek_ dve_ deo_ delova mlek lecen zahtev savet"
    " namer mera_ mere_ smer vesti_ zeleo_ voleo_ ziveo_ hteo_ sever vredn unapred napred"
)
_IJEKAVIAN = _words(
    "predsjed sjednic izvjes obavijes obavjes rijes rjes primjer uspje bezbjed nedjelj ponedjelj vrijeme_"
    " mjest djec djet svijet svjetsk covjek lijep ljep rijec vjerov vjernik cijen promjen promijen primjen"
    " primijen zamjen zamijen pobjed pobijed posljed sljed slijed prije_ poslije_ gdje_ ovdje_ uvijek_"
    " dvije_ dio_ dijel mlijek tijel ljet lijec zahtjev savjet namjer mjer smjer vijest htjel zeljel"
    " voljel zivjel vidje sjever vijec obje_ vrijed unaprijed naprijed"
)
_CROATIAN = _words(
    "tjed tko_ netko_ nitko_ tisuc sijecnj veljac ozujk travnja_ travnju_ svibnj lipnj srpnj kolovoz rujn"
    " listopad studenog prosinc priopc izvjesc tijekom europ sveucilis povijest ravnatelj financij sustav"
    " tvrtk zrakoplov vlak glede_ kolodvor uvjet dopredsjed proracun veleposlan izbornik natjec glazb"
    " kazalis ljekarn tocn"
)
_BOSNIAN = _words("saopc historij sedmic august lahk mehk uposlen kahv")
_SERBIAN = _words(
    "opsti_ opste_ opsta_ opstu_ opsteg opstin saopst istorij takodje_ avgust organizov realizov informis"
    " funkcionis vaspit"
)
_NOT_CROATIAN = _words(
    "evrop tokom_ hiljad januar februar marta_ martu_ april maja_ maju_ juna_ juni_ junu_ jula_ juli_"
    " julu_ septemb oktob novemb decemb ko_ neko_ niko_ sta_ univerzitet finansij sistem saobracaj fudbal"
    " ambasad muzik pozoris apotek tacn uslov hljeb hleb avion uticaj preduzec"
)
_NOT_SERBIAN = _words(
    "opcin opci_ opca_ opce_ opcu_ opceg opcih takodjer organizir realizir informir funkcionir"
)


def choose_language(text: str, found: str, declared: str) -> str:
    """Which of the four a text in lower case is in, that is in one of them.

    `found` is what else speaks for, `declared` what the page says; that is kept where the text fits it.
    """
    text = text.translate(_WITHOUT_SIGNS)
    ekavian, ijekavian = _count(_EKAVIAN, text), _count(_IJEKAVIAN, text)
    croatian, not_croatian = _count(_CROATIAN, text), _count(_NOT_CROATIAN, text)
    bosnian = _count(_BOSNIAN, text) + _count(_NOT_SERBIAN, text)
    serbian = _count(_SERBIAN, text)
    if ekavian > ijekavian and ekavian > croatian:
        return "sr"
    is_ijekavian = ijekavian > ekavian
    others = not_croatian + serbian + _count(_BOSNIAN, text)
    if croatian > others or (is_ijekavian and not others and bosnian):
        return declared if declared == "bs" and not croatian else "hr"
    if others > croatian:
        if declared in ("bs", "cnr"):
            return declared
        if is_ijekavian and bosnian >= serbian and (declared != "sr" or bosnian):
            return "bs"
        return "sr"
    return declared if declared in LANGUAGES else found


def _count(words: re.Pattern[str], text: str) -> int:
    return len(words.findall(text))
