-- Which packages of a run are loaded? In the order of their loads.
-- $run_id: a run

SELECT package_name
FROM load
WHERE run_id = CAST($run_id AS UUID)
ORDER BY loaded_at, load_id;
