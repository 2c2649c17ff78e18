-- The values of secret inputs, and what steps made of them, encrypted: the columns beside hold them masked. Of jobs that an
-- earlier version has left they are still in the clear, until a server has started.

ALTER TABLE job ADD COLUMN sealed TEXT;
ALTER TABLE step_run ADD COLUMN sealed_outputs TEXT;
UPDATE job SET sealed = 'plain' WHERE secret_inputs IS NOT NULL AND status NOT IN ('SUCCESSFUL', 'DISMISSED');
