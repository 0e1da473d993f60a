"""The version of the rules by which pages are read."""

RULE_VERSION = "13"
"""Of each article and each rejection, so that pages that older rules have read are known."""
