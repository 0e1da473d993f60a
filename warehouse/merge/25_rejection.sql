-- What was rejected, by whom and why. Run only if anything was. Variable: load_id.

MERGE INTO rejection
USING (
    WITH listed AS (
        SELECT
            fetch_id,
            source,
            fetched_at,
            rule_version,
            url AS page_url,
            unnest(rejections) AS item
        FROM staged_fetch
    ),

    all_of_them AS (
        SELECT
            fetch_id,
            source,
            coalesce(item.url, page_url) AS url,
            fetched_at AS rejected_at,
            item.stage,
            item.reason,
            item.detail,
            CAST(NULL AS VARCHAR) AS payload,
            CASE WHEN item.stage <> 'fetch' THEN rule_version END AS rule_version
        FROM listed
        UNION
        SELECT
            fetch_id,
            source,
            url,
            fetched_at AS rejected_at,
            'fetch' AS stage,
            coalesce(reason, outcome) AS reason,
            detail,
            CAST(NULL AS VARCHAR) AS payload,
            CAST(NULL AS VARCHAR) AS rule_version
        FROM staged_fetch
        WHERE outcome IN ('gone', 'refused', 'failed')
            -- A robots.txt that is not there loses no page; where it matters, the page says so itself.
            AND kind != 'robots'
            -- The package may have said so itself.
            AND coalesce(len(list_filter(rejections, lambda r: r.stage = 'fetch')), 0) = 0
        UNION
        SELECT
            fetch_id,
            source,
            url,
            fetched_at AS rejected_at,
            'contract' AS stage,
            reason,
            detail,
            payload,
            rule_version
        FROM staged_contract
    )

    SELECT
        -- A time is written in the connection's zone, and warehouse/connect.py makes that UTC.
        CAST(md5(CAST(to_json(all_of_them) AS VARCHAR)) AS UUID) AS rejection_id,
        *
    FROM all_of_them
) AS staged
    ON rejection.rejection_id = staged.rejection_id
WHEN NOT MATCHED THEN
    INSERT (
        rejection_id,
        fetch_id,
        source,
        url,
        rejected_at,
        stage,
        reason,
        detail,
        payload,
        rule_version,
        load_id
    ) VALUES (
        staged.rejection_id,
        staged.fetch_id,
        staged.source,
        staged.url,
        staged.rejected_at,
        staged.stage,
        staged.reason,
        staged.detail,
        staged.payload,
        staged.rule_version,
        CAST(getvariable('load_id') AS UUID)
    );
