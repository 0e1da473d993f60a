-- All loads of the warehouse in one number: another load, or one less, gives another.
-- $but: null, or a load to be left out

SELECT coalesce(bit_xor(hash(load_id, loaded_at)), 0) AS loads
FROM load
WHERE load_id IS DISTINCT FROM CAST($but AS UUID);
