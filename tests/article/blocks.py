"""Blocks as tests make them of lines."""

from __future__ import annotations

from tasks.article.body import Block
from tasks.model import ParagraphKind

TEXT = "أعلن المجلس البلدي يوم الثلاثاء أن الجسر القديم سيغلق لمدة أسبوعين من أجل أعمال الصيانة التي تأخرت منذ العام الماضي بسبب الأمطار."
MORE = "وقال المهندس المشرف على المشروع إن الأعمال ستجري ليلا ونهارا حتى يعود الجسر إلى الخدمة قبل بداية فصل الشتاء في المدينة القديمة."


def block(text: str, kind: ParagraphKind = "paragraph", *, linked: bool = False) -> Block:
    return Block(text, kind, "", None, len(text) if linked else 0)
