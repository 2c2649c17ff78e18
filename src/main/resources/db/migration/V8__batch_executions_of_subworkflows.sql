-- The batch execution that runs one element of a subworkflow, so that a restart of the job restarts it too.

ALTER TABLE step_run ADD COLUMN batch_execution BIGINT;
