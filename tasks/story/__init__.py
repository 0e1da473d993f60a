"""Tell which articles carry one text, whole, cut or edited. Pure: no network, no clock, no database."""

from tasks.story.cluster import StoryDecision, VerifiedPair, decide_stories
from tasks.story.sketch import SKETCH_VERSION, sketch_text, text_fingerprint

__all__ = [
    "SKETCH_VERSION",
    "StoryDecision",
    "VerifiedPair",
    "decide_stories",
    "sketch_text",
    "text_fingerprint",
]
