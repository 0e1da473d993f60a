"""Split a dateline into place and agency: «أبوظبي - وام», «دمشق (رويترز) -», "PARIS (AP) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Agencies as they stand in datelines. A name found here is an agency wherever it stands in one.
_AGENCIES = (
    # Arabic
    "وام", "واس", "كونا", "قنا", "بنا", "بترا", "سانا", "أ ش أ", "أ.ش.أ", "أش أ", "واج", "وات", "وفا",
    "واع", "نينا", "سبأ", "العمانية", "الوطنية", "رويترز", "أ ف ب", "أ.ف.ب", "ا ف ب", "أف ب", "فرانس برس",
    "فرانس برس - أ ف ب", "د ب أ", "د.ب.أ", "د ب ا", "أ ب", "أ.ب", "أسوشيتد برس", "اسوشيتد برس", "الأناضول",
    "شينخوا", "سبوتنيك", "تاس", "نوفوستي", "وكالات", "الوكالات", "وكالة الأنباء السعودية",
    "وكالة أنباء الإمارات", "وكالة الأنباء القطرية", "(د ب أ)", "سي إن إن", "بي بي سي", "يو بي آي",
    # Persian, Hebrew
    "ایرنا", "ایسنا", "فارس", "تسنیم", "مهر", "ایلنا", "باشگاه خبرنگاران جوان", "رویترز", "רויטרס",
    "סוכנויות הידיעות",
    # Latin script
    "Reuters", "AP", "AFP", "dpa", "DPA", "CNN", "UPI", "ANSA", "EFE", "Xinhua", "TASS", "WAM", "SPA",
    "MENA", "KUNA", "QNA", "PTI", "ANI", "IANS", "Bernama", "Antara", "Kyodo", "Yonhap", "PAP", "CTK",
    "ČTK", "TT", "NTB", "Ritzau", "APA", "SID", "Lusa", "Agencia EFE", "Agence France-Presse",
    "Associated Press", "The Associated Press", "The Canadian Press", "Anadolu", "AA", "Interfax",
    "RIA Novosti", "IRNA", "BBC", "Bloomberg",
)  # fmt: skip
# What only its place tells: «مرسى الزيتون (وكالة قندول) -»; between slashes any name.
_SAID_TO_BE = r"وكالة\s[^()\n]{2,30}|خبرگزاری\s[^()\n]{2,30}"
_BETWEEN_SLASHES = r"[^\W\d_][^\W\d_.()' ]{1,14}(?:\s[^\W\d_]{1,12}){0,2}"
_AGENCY = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_DASH = r"(?:--+|[-–—ـ/:])"
_PLACE = r"[^\W\d_][^\d()«»\"“”:/–—\n.!?؟]{1,40}?"
# «أبوظبي في 3 مايو / وام /»
_DAY = r"(?:\s*(?:في\s*)?\d{1,2}\s+[^\W\d_]{3,12}(?:\s+\d{4})?)?"

_INLINE = (
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*\(\s*(?P<agency>{_AGENCY})\s*\)\s*(?:{_DASH}\s*)?"),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*\(\s*(?P<agency>{_SAID_TO_BE})\s*\)\s*{_DASH}\s*"),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*/\s*(?P<agency>{_AGENCY})\s*/?\s*{_DASH}*\s*"),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*/\s*(?P<agency>{_BETWEEN_SLASHES})\s*/\s*{_DASH}*\s*"),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*{_DASH}+\s*\(?(?P<agency>{_AGENCY})\)?\s*{_DASH}+\s*"),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*[,،]\s*(?P<agency>{_AGENCY})\s*{_DASH}+\s*"),
    re.compile(rf"^\s*\(\s*(?P<agency>{_AGENCY})\s*\)\s*(?:{_DASH}\s*)?"),
    re.compile(rf"^\s*(?P<agency>{_AGENCY})\s*(?:--+|[–—])\s*"),
    # "KYIV, Ukraine — ", a place in capitals and a long dash
    re.compile(r"^\s*(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.' -]{2,30}(?:,\s[A-Z][\w. ]{1,20})?)\s+(?:--+|[–—])\s+(?=\S)"),
)
_ALONE = (
    re.compile(
        rf"^\s*(?P<place>{_PLACE}){_DAY}\s*(?:{_DASH}+|[,،|])\s*\(?(?P<agency>{_AGENCY})\)?\s*{_DASH}*\s*$"
    ),
    re.compile(rf"^\s*(?P<place>{_PLACE}){_DAY}\s*\(\s*(?P<agency>{_AGENCY})\s*\)\s*{_DASH}*\s*$"),
    re.compile(rf"^\s*(?P<place>{_PLACE})\s*/\s*(?P<agency>{_AGENCY})\s*/?\s*$"),
    re.compile(rf"^\s*\(?\s*(?P<agency>{_AGENCY})\s*\)?\s*$"),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report comes from and who sent it; `alone` if nothing else stands in its paragraph."""

    place: str | None
    agency: str | None
    alone: bool


def split_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, or None. A place alone needs capitals and a long dash."""
    start = text[:140]
    if len(text) <= 80:
        for pattern in _ALONE:
            if match := pattern.match(text):
                return _dateline(match, alone=True)
    for pattern in _INLINE:
        if (match := pattern.match(start)) and match.end() < len(text):
            return _dateline(match, alone=False)
    return None


def _dateline(match: re.Match[str], alone: bool) -> Dateline:
    groups = match.groupdict()
    place = (groups.get("place") or "").strip(" ،,-–—") or None
    return Dateline(place, groups.get("agency"), alone)
