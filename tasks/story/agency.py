"""Tell an agency's own article from one that an outlet took over from it."""

from __future__ import annotations

from functools import lru_cache

from tasks.fold import fold

# Slugs of sources that are news agencies, and how articles credit them.
_AGENCIES = {
    "afp": ("أ ف ب", "ا ف ب", "فرانس برس", "وكالة فرانس برس", "AFP", "Agence France-Presse"),
    "anadolu": ("الأناضول", "وكالة الأناضول", "Anadolu", "Anadolu Agency", "AA"),
    "ap": ("أ ب", "أسوشيتد برس", "AP", "Associated Press", "The Associated Press"),
    "aps": ("واج", "وأج", "وكالة الأنباء الجزائرية", "APS"),
    "bna": ("بنا", "وكالة أنباء البحرين", "BNA"),
    "dpa": ("د ب أ", "د.ب.أ", "DPA"),
    "ina": ("واع", "وكالة الأنباء العراقية", "INA"),
    "irna": ("إرنا", "ایرنا", "IRNA"),
    "kuna": ("كونا", "وكالة الأنباء الكويتية", "KUNA"),
    "mena": ("أ ش أ", "وكالة أنباء الشرق الأوسط", "MENA"),
    "petra": ("بترا", "وكالة الأنباء الأردنية", "Petra"),
    "qna": ("قنا", "وكالة الأنباء القطرية", "QNA"),
    "reuters": ("رويترز", "وكالة رويترز", "Reuters"),
    "sana": ("سانا", "الوكالة العربية السورية للأنباء", "SANA"),
    "spa": ("واس", "وكالة الأنباء السعودية", "SPA"),
    "suna": ("سونا", "وكالة السودان للأنباء", "SUNA"),
    "tap": ("وات", "وكالة تونس أفريقيا للأنباء", "TAP"),
    "tass": ("تاس", "TASS"),
    "wafa": ("وفا", "WAFA"),
    "wam": ("وام", "وكالة أنباء الإمارات", "WAM"),
    "xinhua": ("شينخوا", "وكالة شينخوا", "Xinhua", "新华社"),
}


@lru_cache(maxsize=4_096)
def is_own_agency(source: str, agency: str | None) -> bool:
    """Whether an article of `source` (a slug) that credits `agency` is a news agency's own.

    It is if the source is an agency that we know, or bears the very name that the article credits, and the
    article credits nobody else: agencies carry one another's texts, too.
    """
    words = fold(source.replace("_", " ").replace("-", " "))
    if agency is not None and fold(agency) == words:
        return True
    own = _CREDITS.get(words.split(" ")[0])
    return own is not None and (agency is None or fold(agency) in own)


_CREDITS = {slug: {slug, *map(fold, names)} for slug, names in _AGENCIES.items()}
