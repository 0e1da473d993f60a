"""Choose the section that an article stands in: as declared, as its link is marked, or by its breadcrumbs."""

from __future__ import annotations

from tasks.article.page import Page, short_text
from tasks.article.structured_data import StructuredData, text_of, types_of


def choose_section(page: Page) -> tuple[str, str] | None:
    """(section, rule), or None where the page names none."""
    if values := page.by_rule("section"):
        return values[0], "site rule"
    if value := text_of(page.data.article, "articleSection"):
        return value, "json_ld articleSection"
    if declared := page.data.first("article:section", "section", "parsely-section", "sailthru.section"):
        return declared
    for node in page.marked:
        if node.attributes.get("itemprop") == "articleSection":
            section = short_text(node, 60)
            return (section, "microdata articleSection") if section else None
    for node in page.marked:  # WordPress: <a rel="category tag">
        if "category" in (node.attributes.get("rel") or "").split():
            section = short_text(node, 60)
            return (section, "link category") if section else None
    if (generator := page.data.first("generator")) and "Joomla" in generator[0]:
        link = page.tree.css_first(".category-name a")
        if link is not None and (section := short_text(link, 60)):
            return section, "link category"
    return _section_of_trail(page.data)


def _section_of_trail(data: StructuredData) -> tuple[str, str] | None:
    """The first step of JSON-LD's breadcrumbs behind the front door, if the article follows."""
    for thing in data.things:
        steps = thing.get("itemListElement")
        if "BreadcrumbList" not in types_of(thing) or not isinstance(steps, list) or len(steps) < 3:
            continue
        step = steps[1]
        item = step.get("item") if isinstance(step, dict) else None
        named = step if isinstance(step, dict) and step.get("name") else item
        name = text_of(named, "name") if isinstance(named, dict) else None
        if name and len(name) <= _LONGEST:
            return name, "json_ld breadcrumb"
    return None


_LONGEST = 40  # characters
