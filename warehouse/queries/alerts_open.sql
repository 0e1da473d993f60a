-- Which alerts last, or were over at a time or later?
-- $at: that time

SELECT
    alert.kind,
    alert.subject,
    alert.source,
    coalesce(source.title, alert.source) AS title,
    alert.raised_at,
    alert.ended_at,
    alert.evidence
FROM alert
LEFT JOIN source
    ON alert.source = source.source
WHERE alert.ended_at IS NULL
    OR alert.ended_at >= $at
ORDER BY alert.raised_at, alert.kind, alert.subject;
