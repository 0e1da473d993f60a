-- When a seed is to be asked again, as was decided after it was asked.

UPDATE seed
SET
    interval_seconds = $interval_seconds,
    failures = $failures,
    last_news = $last_news,
    next_due_at = $next_due_at
WHERE source = $source
    AND url = $url;
