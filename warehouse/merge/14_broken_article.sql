-- Articles that break the contract, as they came. Run only if there are any.

INSERT INTO staged_contract
SELECT
    fetch_id,
    source,
    url,
    fetched_at,
    broken[1].reason AS reason,
    array_to_string(list_transform(broken, lambda b: b.detail), '; ') AS detail,
    left(
        CAST(to_json({
            'article_id': stated_article_id,
            'version_id': stated_version_id,
            'role': role,
            'position': position,
            'url': url,
            'canonical_url': canonical_url,
            'headline': headline,
            'language': language,
            'published_at': published_at,
            'published_raw': published_raw,
            'published_precision': published_precision,
            'modified_at': modified_at,
            'authors': authors,
            'byline_raw': byline_raw,
            'dateline_place': dateline_place,
            'agency': agency,
            'source_credit': source_credit,
            'keywords': keywords,
            'keywords_raw': keywords_raw,
            'section': section,
            'images': images,
            'provenance': provenance,
            'paragraphs': paragraphs
        }) AS VARCHAR),
        100000
    ) AS payload,
    rule_version
FROM staged_article
WHERE len(broken) > 0;

DELETE FROM staged_article
WHERE len(broken) > 0;
