"""Tell lines that are but a date, or how long ago something was, and the labels that dates stand behind."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tasks.article.ago import find_run_together, may_be_ago
from tasks.article.date import read_date
from tasks.fold import fold


def is_date_line(text: str) -> bool:
    """Whether a short line is a date and hardly more: "25.10.2025 - 15:26 Uhr", "Publié le 29/10/2012".

    Or how long ago something was: "3 hours ago", «منذ ساعتين»; or a date and that of its change.
    """
    if len(text) > 2 * _LONGEST_DATE_LINE:
        return False
    if text[-1] in ")]" and (change := _CHANGE_IN_BRACKETS.search(text)) and word_of_change(change[0]):
        text = text[: change.start()].rstrip()  # "27 octobre 2012 à 18:27 (Mis à jour: 19:56)"
    digits = len(_DIGIT.findall(text))
    if digits >= 2 * _LEAST_DIGITS and len(text) > _LEAST_OF_TWO:
        change = word_of_change(text)
        if change is not None and change.start() > _LEAST_BEFORE_CHANGE:
            return is_date_line(text[: change.start()]) and is_date_line(text[change.start() :])
    if len(text) > _LONGEST_DATE_LINE:
        return False
    if digits >= _LEAST_DIGITS and (found := read_date(text)) is not None:
        return len(text) - len(found.raw) <= MOST_BESIDE_DATE
    return is_ago(text)


_LONGEST_DATE_LINE = 60
_LEAST_OF_TWO = 30
_LEAST_DIGITS = 4  # of a date
_LEAST_BEFORE_CHANGE = 10  # characters of a date
_CHANGE_IN_BRACKETS = re.compile(r"\s[(\[][^()\[\]]{4,40}\d[^()\[\]]{0,8}[)\]]$")
MOST_BESIDE_DATE = 24  # characters of a label: "Mis à jour le ", "기사입력 :[ ", "Letzte Aktualisierung: "


def is_ago(text: str) -> bool:
    """Whether a line is nothing but a time counted back, with a short label; no sentence with one."""
    if len(text) > _LONGEST_AGO or text[-1] in ".!?؟":
        return False
    if not may_be_ago(fold(text).split()) and (text.isascii() or find_run_together(text) is None):
        return False
    found = read_date(text, fetched_at=_ANY_TIME)
    if found is None or not found.relative:
        return False
    # "Ten years ago" may stand above what happened then.
    most = _MOST_BESIDE_AGO if found.precision in ("minute", "day") else 0 if _DIGIT.search(text) else -1
    return len(text) - len(found.raw) <= most


_ANY_TIME = datetime(2020, 1, 15, 12, tzinfo=UTC)
_LONGEST_AGO = 40  # characters
_MOST_BESIDE_AGO = 14


LABELLED = re.compile(
    r"(?<!\w)(?:تاريخ\s+(?:ال)?نشر|نُ?شر(?:ت)?(?:\s+(?:في|بتاريخ|يوم)|(?=\s*[:：]))|شائع(?=\s*[:：])|انتشار(?=\s*[:：])|(?:ال)?تاريخ|تاریخ\s+انتشار|تاریخ|פורסם|published|posted|veröffentlicht|erstellt(?=\s*:)|stand|publicad[oa]|creada(?=\s*:)|publiée?|pubblicat[oa]|opublikowano|data\s+publikacji|publicerad"
    r"|publikováno|megjelent|közzétéve|publicat(?=\s*:)|gepubliceerd|опубликован\w*|опубліковано|δημοσ[ιί]ε[υύ]\w*"
    r"|yayınlanma|yayın\s+tarihi|giriş(?=\s*:)|(?:giriş|oluşturulma|eklenme)\s+tarihi|diterbitkan|প্রকাশ(?:িত)?|प्रकाशित|เผยแพร่"
    r"|[发發][布佈表](?:[时時][间間])?|公開|掲載|기사입력|입력|등록|승인|송고(?:시간)?)(?!\w)\s*(?:on|at|le|el|em|am)?\s*[:：]?",
    re.IGNORECASE,
)


def word_of_change(text: str) -> re.Match[str] | None:
    """The first word of a text that says of what stands behind it that it is a change: "Updated"."""
    # Without regard to case the look takes ten times as long, and most texts have no such word.
    return _CHANGE.search(text) if _CHANGE_IN_LOWER_CASE.search(text.lower()) else None


# Each begins with a letter and no bracket: so the pattern is looked for where one of these letters stands.
_CHANGES = (
    r"آخر\s+تحديث|تحديث|محد\u0651?ث(?!\w)|به[\s\u200c]*روز|עודכן|updated|modified|aktualisiert|aktualiza\w*|aktualizov\w*|güncelle\w*|اپ\s?ڈیٹ|अपडेट|আপডেট|ενημέρωση|обновлен\w*|diperbarui|cập\s+nhật|수정|aggiorna\w*|modific[ao]\w*"
    r"|modifié|actualiza[dt]\w*|actualitzat|atualizad[oa]|mise?\s+à\s+jour|maj(?=\s*:)|bijgewerkt|gewijzigd|uppdaterad|op?pdater[et]t|оновлено|edited"
    r"|päivitetty|frissít\w*|ažurira\w*|posodobljeno|atnaujint\w*|atjaunin\w*|uuendatud|muudetud|uppfært|përditësuar|yenilən\w*"
    r"|imesasishwa|актуализиран\w*|обновена|განახლ\w*|թարմացվ\w*|更新|ปรับปรุง|อัปเดต|อัพเดต|อัพเดท"
    r"|last\s+update|latest\s+update|آخر\s+تعديل|تم\s+التعديل|حدث\s+في(?=\s*:)|بروزرسانی|آخرین\s+ویرایش|تازہ\s+کاری|نوې\s+شوې|نوێکر|עדכון\s+אחרון"
    r"|zuletzt\s+(?:geändert|bearbeitet)|letzte\s+(?:aktualisierung|änderung)|geändert(?=\s*:)|upgedatet|dernière\s+modification|actualisée?(?!\w)"
    r"|màj(?=\s*:)|última\s+atualiza|laatste\s+update|aangepast(?=\s*:)|geüpdatet|geactualiseerd|uppdaterat|oppdatert|senast\s+ändrad|sist\s+endret"
    r"|ændret(?=\s*:)|rettet(?=\s*:)|endret(?=\s*:)|muokattu(?=\s*:)|breytt(?=\s*:)|labots(?=\s*:)|pakeista(?=\s*:)|upraveno(?=\s*:)|změněno(?=\s*:)|upravené(?=\s*:)|zmenené(?=\s*:)|diubah(?=\s*:)|atjaunots|zaktualizowano"
    r"|ostatnia\s+aktualizacja|zmodyfikowano|aktualizácia|frissült|módos(?:ítva|ult)|actualizare|ενημερώθηκε|τροποποίηση|επικαιροποίηση|обновено"
    r"|последна\s+(?:актуализация|промяна)|zadnja\s+(?:izm|sprem)|poslednja\s+izm|izmi?jenjeno|ажурирано|последња\s+измена|nazadnje\s+posodobljeno"
    r"|изменено(?=\s*:)|изменето|ndryshuar(?=\s*:)|darrera\s+actualització|eguneratua|son\s+düzenleme|отредактировано|дополнено(?=\s*:)"
    r"|останнє\s+оновлення|змінено(?=\s*:)|абноўлен|жаңартыл|соңғы\s+жаңарту|yangilangan|янгиланган|жаңыртылд|թարմացում|अद्यतन|संशोधित(?=\s*:)|अद्ययावत"
    r"|হালনাগাদ|மேம்படுத்தப்பட்டது|అప్\u200c?డేట్|ನವೀಕರಿ|ಅಪ್\u200c?ಡೇಟ್|പുതുക്കിയ|അപ്ഡേറ്റ|અપડેટ|ਅੱਪਡੇਟ|යාවත්කාලීන|แก้ไขล่าสุด|chỉnh\s+sửa|sửa\s+lần\s+cuối"
    r"|diperbaharui|update\s+terakhir|kemas\s+kini|na-update|imeboreshwa|ilisasishwa|ተሻሽሏል|የተሻሻለው|cusbooneys|an\s+sabunta|opgedateer|修[改订訂]时[间間]|修改時間|最後修改|업데이트|최종편집|갱신"
)
_CHANGE = re.compile(_CHANGES, re.IGNORECASE)
_CHANGE_IN_LOWER_CASE = re.compile(_CHANGES)


def behind_label(text: str) -> str:
    """The part that a label such as «تاريخ النشر:» opens, when there is one."""
    label = LABELLED.search(text)
    return text[label.end() :] if label and _DIGIT.search(text, label.end()) else text


def is_of_thing(text: str) -> bool:
    """Whether a label says that a date is that of a thing in the text: "Release date: 7 June 2024"."""
    return (":" in text or "：" in text) and _OF_THING.match(text) is not None


def is_of_release(text: str) -> bool:
    """Whether a label says that a date is that of a release: of a film, or of the press release itself."""
    return (":" in text or "：" in text) and _OF_RELEASE.match(text) is not None


_OF_THING = re.compile(
    r"\W*(?:(?:launch|founding|opening|closing|start|end|due|event|expiry|birth)(?:\s*date)?|launched"
    r"|founded|established|born|died|deadline|expires|premiere|gegründet|geboren|gestorben"
    r"|kinostart|veröffentlichungstermin|né[es]?|décédée?|date\s+de\s+naissance|nacid[oa]|estreno"
    r"|fecha\s+de\s+(?:estreno|nacimiento|lanzamiento)|nascid[oa]|estreia|data\s+de\s+(?:estreia|nascimento|lançamento)"
    r"|nat[oa]|data\s+di\s+nascita|дата\s+рождения|تاريخ\s+(?:الميلاد|التأسيس)"
    r"|発売日|生年月日|출시일|개봉일)\s*[:：]",
    re.IGNORECASE,
)
# "Release Date: November 5, 2023" dates a game, and what an agency has released on that day.
_OF_RELEASE = re.compile(
    r"\W*(?:(?:release|air)(?:\s*date)?|released|erscheint|erscheinungs\w*|sortie|date\s+de\s+sortie|uscita"
    r"|data\s+di\s+uscita|дата\s+(?:выхода|релиза)|تاريخ\s+الإصدار|公開日)\s*[:：]",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
