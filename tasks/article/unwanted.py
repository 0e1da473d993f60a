"""Tell by an element's tag and names that it holds something beside the article."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# Elements that stand in a line of text.
INLINE_TAGS = frozenset(
    "a b strong i em span font u s small big sub sup mark abbr cite code q ins del kbd dfn bdi bdo"  # noqa: SIM905 - names, read as a line
    " acronym var samp tt wbr strike nobr data ruby rb rt rp center".split()
)
SKIPPED_TAGS = frozenset(
    "nav aside footer figure figcaption button select input textarea label img picture"  # noqa: SIM905 - names, read as a line
    " video audio canvas map object embed iframe svg hr script style noscript template dialog address menu"
    " time link meta head".split()
)
_WORDS = (
    # whole words of a class or id, as between - _ and capitals
    "ad|ads|adv|advert|advertisement|advertising|advertorial|adslot|adunit|dfp|banner|promo|promos|promotion|promotions|"
    "sponsor|sponsored|share|shares|sharing|sharebar|sharedaddy|social|socials|follow|related|recommended|recommendation|recommendations|"
    "recirc|recirculation|teaser|teasers|newsletter|newsletters|signup|subscribe|subscription|piano|login|register|registration|"
    "comment|comments|discussion|discussions|talkback|talkbacks|disqus|livefyre|reply|replies|breadcrumb|breadcrumbs|tag|tags|taglist|tagcloud|keywords|topics|"
    "byline|bylines|author|authors|authorbox|bio|meta|metadata|postmeta|timestamp|dateline|pubdate|published|datetime|date|dates|caption|captions|credit|credits|"
    "copyright|gallery|galleries|slideshow|carousel|slider|swiper|thumbnail|thumb|sidebar|widget|widgets|nav|navigation|navbar|menu|menus|pagination|pager|paging|paginator|"
    "footer|toolbar|tools|print|printfriendly|popup|modal|overlay|cookie|cookies|consent|gdpr|trending|popular|mostread|outbrain|taboola|"
    "zergnet|revcontent|mgid|player|poll|quiz|rating|ratings|skip|hidden|invisible|offscreen|sr|screenreader|visuallyhidden|"
    "noprint|tooltip|tooltips|donate|donation|feedback|survey|contact|disclaimer|linklist|readmore|seealso|"
    "infobox|factbox|toc|jump|embed|infographic|livestream|playlist|podcast|audio|listen|translate|fontsize|bookmark|app|apps|"
    "cta|yarpp|adsbygoogle|publicidad|publicidade|publicite|pubblicita|werbung|reklama|reklam|annons|iklan"
)
_PHRASES = (
    r"wm-ipp(?![a-z])(?<![a-z]wm-ipp)|related(?<!unrelated)(?<!correlated)(?<!interrelated)|recommend|newsletter|byline|"
    r"share[-_]?(?:this|bar|button|tools|icons|links)|social[-_]?(?:media|share|icons|links|bar)|"
    r"comment[-_]?(?:s|list|form|section|area)|author[-_]?(?:bio|box|info|name|card|description|byline|profile)|about[-_]?(?:the[-_]?)?author|"
    r"post[-_]?meta|entry[-_]?meta|article[-_]?meta|article[-_]?(?:dates?|times?|info|information|tools|footer|tags)(?![a-z])|entry[-_]?(?:footer|utility)|"
    r"image[-_]?(?:caption|credit)|photo[-_]?(?:caption|credit)|wp[-_]?caption|sr[-_]?only|screen[-_]?reader|visually[-_]?hidden|"
    r"pull-?quotes?(?![a-z])|promobox|inline[-_]?promo|call[-_]?to[-_]?action|paywall[-_]?(?:prompt|message|overlay|banner|modal|barrier|cta|offer|box)|wp[-_]?block[-_]?(?:embed|buttons)|(?:post|these?|the)tags|jp[-_]?relatedposts|addtoany|addthis|"
    r"(?:article|post|news|story|link|teaser)[-_]*card|instagram-media|fb-(?:post|video|page)|tiktok-embed|twitter-(?:tweet|video)|bluesky-embed|"
    # at the start of a word: "thread-next", "group-next", "design-up", "baltimore-news", "montags" are others
    r"(?<![a-z])(?:(?:lire|leggi|lees|baca|les|czytaj|lue|leia)[-_]?(?:aussi|anche|ook|juga|ogsa|takze|tez|myos|tambem)(?![a-z])|mehr[-_]zum[-_]thema|"
    r"read[-_]?(?:more|also|next|too)|also[-_]?read|more[-_]?(?:on|from|stories|news|articles|about|in)(?![a-z])|see[-_]?also|most[-_]?(?:read|popular|viewed|recent)|"
    r"latest[-_]?(?:news|stories)|up[-_]?next|next[-_]?prev|prev[-_]?next|next[-_]?(?:article|post|story)|sign[-_]?up|tag[-_]?(?:list|s|cloud)|advert|sponsor|affiliate(?!d))"
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNWANTED_WORDS = frozenset(_WORDS.split("|"))
_UNWANTED_PHRASE = re.compile(_PHRASES)
_LETTERS = re.compile("[a-z]+")
# With a word behind them that is none of a page's parts, these are of what the text tells:
# id="social-distancing", class="share-price".
_OF_TOPICS_TOO = (
    "social|shares?|print|apps?|audio|poll|quiz|ratings?|dates?|player|contact|survey|cookies?|credits?|donation"
    "|register|podcast|gallery|popular|banner|promotion|listen|jump"
    "|publicidad|publicidade|publicite|pubblicita|werbung|reklama|reklam|annons|iklan"
)
_PARTS = (
    "access|action|address|ad|advert|alert|align|amazon|android|answer|apple|area|arrow|article|author|avatar|auto|back|"
    "background|badge|banner|bar|bbcode|black|bloc|block|blog|blue|bluesky|body|bookmark|border|bottom|box|brand|"
    "branding|btn|bubble|button|byline|callout|canvas|captcha|caption|card|carousel|category|cell|center|check|"
    "checkbox|child|children|choice|circle|clear|click|clip|close|closed|cloud|code|collapse|color|column|comment|common|"
    "component|confirm|connect|consent|contact|container|content|context|control|cookie|copy|copyright|count|"
    "counter|current|custom|dark|data|date|datetime|default|delicious|desc|description|desktop|detail|device|dialog|digg|"
    "discussion|display|divider|dots|down|download|drawer|dropdown|edit|edition|editor|element|ellipsis|email|embed|"
    "entry|envelope|error|excerpt|expand|export|extra|facebook|fallback|feature|featured|feed|feedback|field|figure|file|"
    "fill|filter|first|fixed|flex|flipboard|float|flyout|follow|follower|footer|form|format|frame|from|full|"
    "fullscreen|function|gallery|general|google|googleplus|grid|group|guide|guideline|hamburger|handler|head|header|"
    "heading|headline|help|hidden|hide|highlight|hint|holder|home|horizontal|hover|html|icon|iframe|image|inactive|info|"
    "infos|inline|inner|input|instagram|intro|item|label|lang|large|last|latest|layer|layout|lead|left|legal|level|light|"
    "like|line|link|linked|linkedin|list|listing|live|load|loader|loading|local|lock|login|logo|logout|mail|main|"
    "margin|media|member|menu|message|messenger|meta|metadata|middle|mini|mobile|modal|module|month|more|most|multi|"
    "name|native|nav|navbar|navigation|network|news|newsletter|next|nickname|none|nonce|normal|notice|notification|"
    "notify|number|only|open|option|order|other|outer|overlay|page|pager|pagination|panel|parent|part|partner|"
    "password|paywall|perma|permalink|phone|photo|picture|pinterest|placeholder|placement|player|playlist|plugin|pocket|"
    "policy|popup|position|post|preference|premium|prev|preview|previous|primary|print|privacy|product|profile|promo|prompt|"
    "publish|published|question|rail|reader|recaptcha|reddit|register|registration|related|reply|required|resizer|"
    "respond|responsive|result|retweet|right|role|root|rule|save|script|scroll|search|secondary|section|select|selector|separator|"
    "service|settings|share|sharing|shell|short|shortcut|shortlink|show|shown|side|sidebar|sign|signature|signup|"
    "single|site|size|skin|skype|slide|slider|small|snippet|social|sort|soundcloud|source|space|spacer|special|spinner|"
    "spotify|stack|stacked|standard|start|static|status|sticky|store|story|stories|stream|style|styled|submenu|submit|"
    "subscribe|subscription|summary|support|swipe|symbol|table|tablet|tab|tag|tagline|target|teaser|telegram|template|"
    "term|text|textarea|theme|this|thread|thumb|thumbnail|time|timer|timestamp|title|toggle|toggler|token|tool|toolbox|"
    "toolbar|tooltip|topic|total|touch|trigger|tumblr|tweet|twitter|type|unit|update|updated|user|username|utility|"
    "utilities|value|vertical|viber|video|view|visual|website|whatsapp|white|wide|widget|width|with|without|word|wrap|wrapper|xing|"
    "your|youtube|zone|accept|agenda|boxes|captchaimg|change|cont|dialogue|einstellungen|envelop|fbmessenger|fbshare|"
    "infotext|interstitial|marquee|newsvine|point|refresh|resource|robot|scroller|sharetool|stumbleupon|subgroup|"
    "subject|topbar"
)
_NO_PART = rf"(?!(?:{_PARTS})s?(?![a-z]))"
_TOPIC = re.compile(
    rf"(?<![a-z])(?:social[-_]media(?=[-_]{_NO_PART}[a-z]{{3}})|(?:{_OF_TOPICS_TOO})(?=[-_]{_NO_PART}[a-z]{{4}}))"
)
_UNWANTED_ROLES = frozenset(
    {
        "navigation",
        "complementary",
        "dialog",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "alert",
        "tooltip",
        "button",
    }
)
# Wrappers of the whole article say such words of what they can hold: "has-sidebar", "no-comments"
_HARMLESS = re.compile(
    r"\b(?:has|have|with|without|no|not|is|show|hide|enable|disable|js)[-_]\w+[\w-]*|(?<![\w-])[\w-]*[-_](?:enabled|disabled|active|loaded|wrapper-open)\b"
    r"|\bmeta-?(?:content|wrapper)\b|\bprint-?(?:only-no|yes|content|area|body)\b|\btags?-[\w-]+|\bcategory-[\w-]+|\bauthor-[\w]+-\d+|\bdate-?\d[\w-]*|\btopic-[\w-]+"
    r"|\belementor-widget(?:-(?:container|text-editor|theme-post-content|wrap))?(?![\w-])"
    r"|\b(?:gallery|slideshow)-(?:body|text|intro|description)\b"
    r"|\bad-?free[\w-]*|\b(?:sm|md|lg|xl|max|min|2xl|dark|hover|group|focus|print|before|after|peer|data|aria)-?:[^\s]+"
)


def unwanted(attributes: dict[str, str | None]) -> bool:
    """Whether an element's names say that it holds something beside the article."""
    if not attributes:
        return False
    if len(attributes) == 1 and "class" in attributes:  # most elements have nothing else
        name = attributes["class"]
        return bool(name) and _name_unwanted(f"{name} "[:_LONGEST_NAMES])
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in _UNWANTED_ROLES:
        return True
    labelled = attributes.get("aria-labelledby")
    if labelled and "byline" in labelled:
        return True
    style = attributes.get("style")
    if style and "display" in style and _NOT_DISPLAYED.search(style):
        return True
    return names_unwanted(attributes)


_LONGEST_NAMES = 400  # characters that are looked at, and kept in the caches below
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none")


def names_unwanted(attributes: dict[str, str | None]) -> bool:
    """The same by class, id and component name alone."""
    names = names_of(attributes)
    return names != " " and _name_unwanted(names[:_LONGEST_NAMES])


def names_of(attributes: dict[str, str | None]) -> str:
    """Class, id and component name in one string; a space if there is none."""
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    component = attributes.get("data-testid") or attributes.get("data-component")
    return f"{names} {component}" if component else names


def told_by_names(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """A function that says whether names hold the pattern; what it says of short ones is kept."""

    def holds(names: str) -> bool:
        return pattern.search(names) is not None

    kept = lru_cache(maxsize=20_000)(holds)
    return lambda names: kept(names) if len(names) <= _LONGEST_NAMES else holds(names)


@lru_cache(maxsize=20_000)  # names repeat within a page and from page to page of an outlet
def _name_unwanted(names: str) -> bool:
    names = CAMEL.sub("-", names).lower()
    if not _say(names, _UNWANTED_WORDS):
        return False
    names = _TOPIC.sub(" ", _HARMLESS.sub(" ", names))
    # "article_content content_print": what calls itself the text is it, unless a word is clear beside
    return _say(names, _CLEAR_WORDS if _TEXT.search(names) else _UNWANTED_WORDS)


def _say(names: str, words: frozenset[str]) -> bool:
    """Whether names hold one of these words or a phrase."""
    return not words.isdisjoint(_LETTERS.findall(names)) or _UNWANTED_PHRASE.search(names) is not None


_TEXT = re.compile(
    r"(?<![\w-])(?:article|story|entry|post|news|main|single)[-_]{0,2}(?:content|body|text|copy|description)(?![\w-])"
)


def calls_itself_text(attributes: dict[str, str | None]) -> bool:
    """Whether an element says that it is an article's text: itemprop=articleBody, class="entry-content"."""
    if attributes.get("itemprop") == "articleBody":
        return True
    names = names_of(attributes)
    return names != " " and _TEXT.search(CAMEL.sub("-", names[:_LONGEST_NAMES]).lower()) is not None


# Of an article's text these words say only how it is shown.
_OF_DISPLAY = frozenset(
    "print printfriendly widget widgets app apps tools toolbar player embed audio listen podcast translate"  # noqa: SIM905 - names, read as a line
    " fontsize jump slider thumb contact feedback disclaimer".split()
)
_CLEAR_WORDS = _UNWANTED_WORDS - _OF_DISPLAY


# Beside a short article some of these hold most of the page's text.
_NEVER = re.compile(
    r"wm-ipp|comment(?!ed)|discussion|talkback|disqus|kommentar|replies|footer|cookie|consent|onetrust|gdpr"
)


# Of a teaser: a linked heading below <h1>.
LINKED_HEADING = ",".join(f"a {heading},{heading} a" for heading in ("h2", "h3", "h4"))


def never_article(names: str) -> bool:
    """Whether names are of comments, a footer or a consent form, however much text these hold."""
    return _never_article(names[:_LONGEST_NAMES])


@lru_cache(maxsize=20_000)
def _never_article(names: str) -> bool:
    names = names.lower()
    return _NEVER.search(names) is not None and _NEVER.search(_HARMLESS.sub(" ", names)) is not None


def for_screen_readers(names: str) -> bool:
    """Whether names say that a text is read out and not shown."""
    return _for_screen_readers(names[:_LONGEST_NAMES])


@lru_cache(maxsize=20_000)
def _for_screen_readers(names: str) -> bool:
    return _READ_OUT.search(names.lower()) is not None


_READ_OUT = re.compile(r"sr-only|visually-?hidden|screen-?reader")
