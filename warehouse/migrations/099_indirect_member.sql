-- A member that is one text with others, and not with the representative, was called near, an altered copy.

UPDATE story_member
SET kind = 'indirect'
WHERE starts_with(reason, 'one text with other members');

COMMENT ON COLUMN story_member.kind IS 'what it is to the representative: representative | exact: the same text | near: the same text, edited, or cut by at most a quarter, or extended by at most a third | excerpt: one holds the other | indirect: one text with other members, and with the representative too little in common for that: reason says how much';
