"""Datelines in the forms of many agencies, as (given, place, agency) tables; the lines are made up."""

from __future__ import annotations

import pytest

from tasks.article.dateline import Dateline, agencies_named, split_dateline
from tests.pace import check_cost

# What follows a dateline; long enough to be no reporter's name.
TEXTS = {
    "ar": "بحث معالي الوزير مع نظيره اليوم سبل تطوير العلاقات",
    "en": "The council met on Tuesday to talk about the old bridge",
    "fa": "وزیر نیرو امروز در نشستی از این طرح سخن گفت",
    "ur": "وزیر اعظم نے کہا ہے کہ پل جلد کھول دیا جائے گا",
}

INLINE = [
    # Arabic agencies
    ("أبوظبي في 3 مايو / وام / {ar}", "أبوظبي", "وام"),
    ("أبوظبي في ٣ مايو ٢٠٢٣ / وام / {ar}", "أبوظبي", "وام"),
    ("أبوظبي - وام: {ar}", "أبوظبي", "وام"),
    ("دبي (وام) - {ar}", "دبي", "وام"),
    ("الرياض - واس: {ar}", "الرياض", "واس"),
    ("الرياض 05 شوال 1444 هـ الموافق 25 أبريل 2023 م واس {ar}", "الرياض", "واس"),
    ("القاهرة في 25 أبريل / أ ش أ / {ar}", "القاهرة", "أ ش أ"),
    ("القاهرة - أ.ش.أ - {ar}", "القاهرة", "أ.ش.أ"),
    ("الدوحة في 25 أبريل /قنا/ {ar}", "الدوحة", "قنا"),
    ("الكويت - 25 - 4 (كونا) -- {ar}", "الكويت", "كونا"),
    ("المنامة في 25 أبريل / بنا / {ar}", "المنامة", "بنا"),
    ("عمان 25 نيسان (بترا) - {ar}", "عمان", "بترا"),
    ("دمشق-سانا {ar}", "دمشق", "سانا"),
    ("الجزائر- واج- {ar}", "الجزائر", "واج"),
    ("تونس 25 أفريل 2023 (وات) - {ar}", "تونس", "وات"),
    ("الرباط /25 أبريل 2023/ ومع/ {ar}", "الرباط", "ومع"),
    ("رام الله 25-4-2023 وفا- {ar}", "رام الله", "وفا"),
    ("بغداد - واع - {ar}", "بغداد", "واع"),
    ("بغداد/ نينا/ {ar}", "بغداد", "نينا"),
    ("بغداد/المدينة/ {ar}", "بغداد", "المدينة"),
    ("مسقط في 25 أبريل /العمانية/ {ar}", "مسقط", "العمانية"),
    ("دمشق (رويترز) - {ar}", "دمشق", "رويترز"),
    ("دمشق (رويترز) {ar}", "دمشق", "رويترز"),
    ("بيروت 15 مايو أيار (رويترز) - {ar}", "بيروت", "رويترز"),
    ("بيروت 15 مايو / أيار (رويترز) - {ar}", "بيروت", "رويترز"),
    ("بغداد 10 يناير كانون الثاني (رويترز) - {ar}", "بغداد", "رويترز"),
    ("غزة / أ ف ب / {ar}", "غزة", "أ ف ب"),
    ("غزة (أ.ف.ب) – {ar}", "غزة", "أ.ف.ب"),
    ("غزة / الأناضول {ar}", None, None),  # the slash behind the name is missing: any sentence could stand here
    ("برلين (د ب أ)- {ar}", "برلين", "د ب أ"),
    ("بكين 25 أبريل 2023 (شينخوا) {ar}", "بكين", "شينخوا"),
    ("دمشق، سوريا (CNN) -- {ar}", "دمشق، سوريا", "CNN"),
    ("واشنطن ـ رويترز ـ {ar}", "واشنطن", "رويترز"),
    ("مرسى الزيتون (وكالة قندول) - {ar}", "مرسى الزيتون", "وكالة قندول"),
    ("بيروت - {ar}", "بيروت", None),
    ("(رويترز) - {ar}", None, "رويترز"),
    ("بيروت: {ar}", None, None),  # the city speaks
    # Persian, Urdu, Hindi
    ("لاہور: {ur}", "لاہور", None),
    ("لاہور (نمائندہ جنگ) {ur}", "لاہور", None),
    ("اسلام آباد(ویب ڈیسک) {ur}", "اسلام آباد", None),
    ("تهران - ایرنا - {fa}", "تهران", "ایرنا"),
    ("تهران- ایرنا- {fa}", "تهران", "ایرنا"),
    ("به گزارش ایسنا، {fa}", None, "ایسنا"),
    ("به گزارش خبرنگار مهر از شیراز، {fa}", "شیراز", "مهر"),
    ("به گزارش خبرگزاری تسنیم به نقل از رویترز، {fa}", None, "تسنیم"),
    ("به گزارش گروه شهری باشگاه خبرنگاران جوان از کرج، {fa}", "کرج", "باشگاه خبرنگاران جوان"),
    ("به گزارش روابط عمومی شهرداری، {fa}", None, None),
    ("به گزارش مردی از فارس، {fa}", None, None),  # a province, not the agency
    ("اسلام آباد(اے پی پی){ur}", "اسلام آباد", "اے پی پی"),
    ("کراچی (رائٹرز) - {ur}", "کراچی", "رائٹرز"),
    ("नई दिल्ली, 25 अप्रैल (भाषा) सरकार ने मंगलवार को कहा कि पुल खुलेगा", "नई दिल्ली", "भाषा"),
    # Latin script
    ("KATHMANDU, April 25 (Reuters) - {en}", "KATHMANDU", "Reuters"),
    ("NEW YORK/LONDON (Reuters) - {en}", "NEW YORK/LONDON", "Reuters"),
    ("PARIS, France (AP) — {en}", "PARIS, France", "AP"),
    ("JERUSALEM, Apr. 3 (AP) — {en}", "JERUSALEM", "AP"),
    ("(CNN) — {en}", None, "CNN"),
    ("(CNN) {en}", None, "CNN"),
    ("CNN -- {en}", None, "CNN"),
    ("WASHINGTON — {en}", "WASHINGTON", None),
    ("WASHINGTON, D.C. — {en}", "WASHINGTON, D.C.", None),
    ("ST. LOUIS — {en}", "ST. LOUIS", None),
    ("KYIV, Ukraine — {en}", "KYIV, Ukraine", None),
    ("WACO, Texas -- {en}", "WACO, Texas", None),
    ("London — {en}", "London", None),
    ("OAKVILLE (WXYZ) — {en}", "OAKVILLE", None),
    ("ISLAMABAD, Apr 25 (APP): {en}", "ISLAMABAD", "APP"),
    ("New Delhi, Apr 25 (PTI) {en}", "New Delhi", "PTI"),
    ("New Delhi [India], April 25 (ANI): {en}", "New Delhi [India]", "ANI"),
    ("BEIJING, April 25 (Xinhua) -- {en}", "BEIJING", "Xinhua"),
    ("ABU DHABI, 25th April, 2023 (WAM) -- {en}", "ABU DHABI", "WAM"),
    ("Riyadh, April 25, 2023, SPA -- {en}", "Riyadh", "SPA"),
    ("TEHRAN (Tasnim) – {en}", "TEHRAN", "Tasnim"),
    ("Tehran, IRNA – {en}", "Tehran", "IRNA"),
    ("MOSCOW, April 25. /TASS/. {en}", "MOSCOW", "TASS"),
    ("Berlin (dpa) – Die Stadt hat am Dienstag beschlossen, die Brücke zu sperren", "Berlin", "dpa"),
    ("Potsdam (dpa/bb) - Die Stadt hat am Dienstag beschlossen, die Brücke zu sperren", "Potsdam", "dpa"),
    ("Berlin, 25. April (Reuters) - Die Stadt hat am Dienstag beschlossen", "Berlin", "Reuters"),
    ("Berlin/Wien (APA) - Die Stadt hat am Dienstag beschlossen", "Berlin/Wien", "APA"),
    ("Genf (awp/sda) - Die Stadt hat am Dienstag beschlossen", "Genf", "sda"),
    ("Paris (AFP) - Le conseil a annoncé mardi que le pont serait fermé", "Paris", "AFP"),
    ("Dakar, 25 avr 2023 (AFP) - Le conseil a annoncé mardi", "Dakar", "AFP"),
    ("Madrid, 25 abr (EFE).- El ayuntamiento anunció el martes", "Madrid", "EFE"),
    ("MADRID, 25 Abr. (EUROPA PRESS) - El ayuntamiento anunció el martes", "MADRID", "EUROPA PRESS"),
    ("La Paz, 3 de mayo de 2023 (XYZ).- El ayuntamiento anunció el martes", "La Paz", None),
    ("(ANSA) - ROMA, 25 APR - Il consiglio comunale ha annunciato", "ROMA", "ANSA"),
    ("Milano, 25 apr. - (Adnkronos) - Il consiglio comunale ha annunciato", "Milano", "Adnkronos"),
    ("Lisboa, 25 abr 2023 (Lusa) -- A câmara municipal anunciou", "Lisboa", "Lusa"),
    ("ANKARA (AA) - Belediye salı günü yaptığı açıklamada köprünün kapalı olacağını bildirdi", "ANKARA", "AA"),
    ("İSTANBUL (DHA)- Belediye salı günü yaptığı açıklamada", "İSTANBUL", "DHA"),
    ("Warszawa, 25.04 (PAP) - Rada miasta poinformowała we wtorek", "Warszawa", "PAP"),
    ("Praha 25. dubna (ČTK) - Rada města v úterý oznámila", "Praha", "ČTK"),
    ("ZAGREB, 25. travnja (Hina) - Gradsko vijeće objavilo je", "ZAGREB", "Hina"),
    ("București, 25 apr /Agerpres/ - Consiliul local a anunțat", "București", "Agerpres"),
    ("Jakarta, CNN Indonesia -- Pemerintah kota mengatakan", "Jakarta", "CNN Indonesia"),
    ("TINTA.CO, Jakarta - Pemerintah kota mengatakan pada Selasa", "Jakarta", None),
    ("JAKARTA, TINTA.com - Pemerintah kota mengatakan pada Selasa", "JAKARTA", None),
    ("МОСКВА, 25 апр — РИА Новости. Городской совет сообщил", "МОСКВА", "РИА Новости"),
    ("СОКОЛЬСК, 14 мар — РИА Новости. По словам инженеров, металл проржавел", "СОКОЛЬСК", "РИА Новости"),
    ("SÃO PAULO, SP (FOLHAPRESS) - {en}", "SÃO PAULO, SP", "FOLHAPRESS"),
    ("FRANKFURT (dpa-AFX) - {en}", "FRANKFURT", "dpa-AFX"),
    ("طرابلس 14 مارس 2024 (وال) - {ar}", "طرابلس", "وال"),
    ("МОСКВА, 25 апреля. /ТАСС/. Городской совет сообщил", "МОСКВА", "ТАСС"),
    # East Asia
    ("新华社北京4月25日电 市议会星期二宣布，大桥将关闭两个星期。", "北京", "新华社"),
    ("（法新社巴黎25日电）市议会星期二宣布。", "巴黎", "法新社"),
    ("【ワシントン共同】市議会は火曜日、橋を閉鎖すると発表した。", "ワシントン", "共同"),
    ("(서울=연합뉴스) 시의회는 화요일 다리가 폐쇄된다고 발표했다.", "서울", "연합뉴스"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "place", "agency"), INLINE)
def test_a_dateline_opens_a_paragraph(given: str, place: str | None, agency: str | None) -> None:
    expected = Dateline(place, agency, alone=False) if place or agency else None

    assert split_dateline(given.format(**TEXTS)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("أبوظبي - وام", Dateline("أبوظبي", "وام", alone=True)),
        ("أبوظبي / وام", Dateline("أبوظبي", "وام", alone=True)),
        ("أبوظبي، وام", Dateline("أبوظبي", "وام", alone=True)),
        ("دمشق-سانا", Dateline("دمشق", "سانا", alone=True)),
        ("الرياض 05 شوال 1444 هـ الموافق 25 أبريل 2023 م واس", Dateline("الرياض", "واس", alone=True)),
        ("الرياض (واس)", Dateline("الرياض", "واس", alone=True)),
        ("(رويترز)", Dateline(None, "رويترز", alone=True)),
        ("رويترز، أ ف ب", Dateline(None, "رويترز، أ ف ب", alone=True)),
        ("عمان - القلم", Dateline("عمان", None, alone=True)),  # the paper's own name
        ("القاهرة - محمد علي", Dateline("القاهرة", None, alone=True)),
        ("BERLIN (dpa)", Dateline("BERLIN", "dpa", alone=True)),
        ("Washington —", Dateline("Washington", None, alone=True)),
        ("CNN —", Dateline(None, "CNN", alone=True)),
        ("London - Jane Doe", Dateline("London", None, alone=True)),
        ("Beirut", Dateline("Beirut", None, alone=True)),
        ("القدس المحتلة", Dateline("القدس المحتلة", None, alone=True)),
    ],
)
def test_a_dateline_may_stand_alone(given: str, expected: Dateline) -> None:
    assert split_dateline(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "قالت الوزارة إن المحادثات مستمرة",
        "وقال البيان الذي نقلته (رويترز) إن الوضع هادئ",
        "ذكرت وكالة (رويترز) أن الوضع هادئ",
        "قال الوزير - وهو من دمشق - إن العمل مستمر",
        "غزة: هدوء حذر في المدينة بعد ليلة طويلة",
        "خاص - صدى المدينة",
        "فارس",
        "بنا",
        "مهر",
        "He said - and this is true - that it rains",
        "The company (AP) said it would close the bridge",
        "Der Minister (dpa) sagte am Dienstag nichts",
        '"We are here," he said (AP).',
        "He/she/they said nothing at all",
        "In May 2020 (Reuters) - no, in June - the bridge was closed",
        "A man and a woman — both from Berlin — were seen",
        "Doe — who was once the mayor — left the town",
        "London — which has many bridges — closed one of them",
        "Berlin ist eine Stadt - und was für eine",
        "Sport - Fußball - Berlin",
        "BREAKING — The court has closed the bridge",
        "EN VIVO — El ayuntamiento anunció el martes",
        "FIFA — The body said on Tuesday that it would wait",
        "Jane Doe — the engineer — built it",
        "London, Paris, Rome: the cities that have bridges",
        "Monday - The bridge is closed",
        "Online",
        "Beta - The version that nobody has seen",
        "© Reuters",
        "© Reuters / Jane Doe",
        "(Quelle: APA/sda/dpa)",
        "به گزارش",
        "新しい橋が開通した。",
        "（写真）新しい橋",
        "",
        " ",
        "(",
        "- - -",
        "(((((((((((",
    ],
)
def test_the_opening_of_a_sentence_is_no_dateline(given: str) -> None:
    assert split_dateline(given) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("(رويترز)", "رويترز"),
        ("وكالات", "وكالات"),
        ("أ ف ب، رويترز", "أ ف ب، رويترز"),
        ("dpa", "dpa"),
        ("AFP, dpa", "AFP, dpa"),
        ("dpa/jw", "dpa"),
        ("وكالات + القلم", "وكالات"),
        ("وكالة فرانس برس", "وكالة فرانس برس"),
        ("وكالة قندول", None),
        ("(AP)", "AP"),
        ("Jane Doe", None),
        ("dpa und die anderen", None),
        ("map", None),
        ("معا", None),
        ("", None),
    ],
)
def test_a_line_of_agencies_is_told(given: str, expected: str | None) -> None:
    assert agencies_named(given) == expected


@pytest.mark.parametrize(
    "unit", ["(", "-", "A ", "A-", "a/", "1 ", "1-", "أ ", "أـ", "Aa, ", "1 de ", ". ", "[A] "]
)
def test_a_line_made_to_be_costly_is_read_in_time(unit: str) -> None:
    def split() -> None:
        for _ in range(20):
            split_dateline(unit * 100_000)
            split_dateline(f"PARIS {unit * 50}")

    check_cost(1, split)
