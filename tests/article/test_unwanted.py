"""Which names of elements say that these hold something beside the article."""

from __future__ import annotations

import pytest

from tasks.article import extract_articles
from tasks.article.unwanted import names_unwanted

BESIDE = (
    "share-bar share_button social-icons socialMedia social-media-links related RelatedStories article-related"
    " correlated-related comments comment-form tags taglist post-tags newsletter-signup sponsored-content advert"
    " advertisement read-more more-in-section up-next author-bio bylineBlock print-button app-banner poll-results"
    " twitter-video next-prev post-prev-next audio-player cookie-notice date date-published caption podcast-player gallery-item article-info contact-form"
    " et_pb_cta_0 article-cta lire-aussi leggi_anche lees-ook baca-juga mehr-zum-thema yarpp publicidad werbung-box reklama"
)
OF_THE_TEXT = (
    "correction social-distancing social-security-reform socialHousing social-media-ban share-price"
    " share_buyback shares-plunge print-industry app-developers poll-turnout quiz-night player-transfer"
    " contact-tracing survey-finds cookie-recipe credit-crunch date-palms donation-drive register-office"
    " gallery-opening popular-uprising banner-years audio-novels podcast-boom jump-racing unrelated"
    " correlated interrelated inadvertently montagsdemo moreover more-information baltimore-news thread-next"
    " group-next design-upgrade article-timeline commentary fact_check_rating-false gallery-body slideshow-intro"
    " werbung-verboten lesson activity"
)


@pytest.mark.parametrize("name", BESIDE.split())
def test_a_name_says_that_an_element_stands_beside_the_text(name: str) -> None:
    assert names_unwanted({"class": name})


@pytest.mark.parametrize("name", OF_THE_TEXT.split())
def test_a_name_that_only_holds_such_a_word_says_what_the_text_is_about(name: str) -> None:
    assert not names_unwanted({"class": name})
    assert not names_unwanted({"id": name})


def test_a_correction_is_part_of_the_text() -> None:
    texts = (
        "The council of Qandil will rebuild the bridge over the river before the end of next summer, it said.",
        "Correction: an earlier version of this text gave the width of the bridge as nine metres, not seven.",
    )
    page = f"<h1>Bridge to be rebuilt</h1><p>{texts[0]}</p><p class=correction>{texts[1]}</p>"

    found = extract_articles(page.encode(), "https://news.example/2026/11/20/bridge-to-be-rebuilt")

    assert isinstance(found, list)
    assert tuple(paragraph.text for paragraph in found[0].paragraphs) == texts
