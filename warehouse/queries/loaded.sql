-- Which of these load packages are in the warehouse?
-- $load_ids: ids of packages

SELECT load_id
FROM load
WHERE load_id IN (SELECT unnest(CAST($load_ids AS UUID[])))
ORDER BY load_id;
