"""Statuses, pauses that are asked for, and pages that are not what they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.web.bodies import HTML
from tests.web.server import Conversation, Fault

_ARTICLE = """<!doctype html><html lang="ar" dir="rtl"><head><title>{title}</title></head><body><article>
<h1>{title}</h1>
<p>قال مجلس المدينة يوم السبت بعد اجتماع استمر أربع ساعات إن القرار يدخل حيز التنفيذ في كانون الثاني.</p>
<p>وأضاف المجلس في بيانه أنه سيعيد النظر في القرار بعد عام واحد، وأن الجلسات المقبلة ستكون مفتوحة للجميع.</p>
</article></body></html>"""


async def status(talk: Conversation) -> None:
    """/status?code=500 answers that."""
    await talk.answer(b"<p>As asked for.</p>", int(talk.query.get("code", "200")))


async def partial(talk: Conversation) -> None:
    """206 with a part of the page, which nobody asked for."""
    await talk.answer(HTML[:20], 206, {"Content-Range": f"bytes 0-19/{len(HTML)}"})


async def busy(talk: Conversation) -> None:
    """/busy?times=2&after=1&status=429&form=date: so many times busy, with Retry-After in that form."""
    query = talk.query
    if talk.earlier >= int(query.get("times", "1")):
        await talk.answer(HTML)
        return
    headers = {}
    if "after" in query:
        later = datetime.now(UTC) + timedelta(seconds=float(query["after"] if query.get("form") else 0))
        headers["Retry-After"] = (
            format_datetime(later, usegmt=True)
            if query.get("form") == "date"
            else query["after"].encode().decode("latin-1")
        )
    await talk.answer(b"busy", int(query.get("status", "429")), headers)


async def soft_404(talk: Conversation) -> None:
    """A page that says that there is none, with status 200."""
    await talk.answer(b"<!doctype html><title>404 Not Found</title><h1>Page not found</h1><p>Sorry.</p>")


async def wrong_charset(talk: Conversation) -> None:
    """An Arabic article in UTF-8 that says it is Windows-1252."""
    article = _ARTICLE.format(title="المجلس يقر موازنة المدينة للعام المقبل").encode()
    await talk.answer(article, headers={"Content-Type": "text/html; charset=windows-1252"})


async def unknown_charset(talk: Conversation) -> None:
    """An Arabic article in Windows-1256 that says its charset is "x-none"."""
    article = _ARTICLE.format(title="المدارس تفتح أبوابها بعد العطلة").encode("windows-1256")
    await talk.answer(article, headers={"Content-Type": "text/html; charset=x-none"})


async def wrong_type(talk: Conversation) -> None:
    """A picture that says it is HTML."""
    await talk.answer(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)


async def article_as_picture(talk: Conversation) -> None:
    """An article that says it is a picture."""
    article = _ARTICLE.format(title="افتتاح الجسر الجديد فوق النهر").encode()
    await talk.answer(article, headers={"Content-Type": "image/png"})


STATUSES: tuple[Fault, ...] = (
    status,
    partial,
    busy,
    soft_404,
    wrong_charset,
    unknown_charset,
    wrong_type,
    article_as_picture,
)
