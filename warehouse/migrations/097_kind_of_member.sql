-- What near is of a copy that was only cut or extended, and of a member that others brought in.

COMMENT ON COLUMN story_member.kind IS 'what it is to the representative: representative | exact: the same text | near: the same text, edited, or cut by at most a quarter, or extended by at most a third | excerpt: one holds the other; near, too, where it is one text with other members and only related to the representative: reason says which';
COMMENT ON COLUMN text_pair.kind IS 'exact: the same text | near: the same text, edited, or cut by at most a quarter | excerpt: one holds the other | related: more than a quotation in common, but not one text, so not merged | version: one article before and after it changed, no duplicate';
