"""Tell which articles carry one text, whole, cut or edited. Pure: no network, no clock, no database."""

from tasks.story.cluster import StoryDecision, Taken, compare_versions, decide_stories
from tasks.story.recall import ReadTexts, Recall
from tasks.story.sift import imprint_each
from tasks.story.sketch import SKETCH_VERSION, Imprint, imprint_texts, sketch_text, text_fingerprint

__all__ = [
    "SKETCH_VERSION",
    "Imprint",
    "ReadTexts",
    "Recall",
    "StoryDecision",
    "Taken",
    "compare_versions",
    "decide_stories",
    "imprint_each",
    "imprint_texts",
    "sketch_text",
    "text_fingerprint",
]
