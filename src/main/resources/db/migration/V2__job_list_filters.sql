-- How long a job ran, kept because H2 and PostgreSQL subtract instants differently and an index serves a column.

ALTER TABLE job ADD COLUMN duration_millis BIGINT;

UPDATE job
SET duration_millis = CAST((EXTRACT(EPOCH FROM finished) - EXTRACT(EPOCH FROM started)) * 1000 AS BIGINT)
WHERE started IS NOT NULL AND finished IS NOT NULL;

CREATE INDEX job_of_process ON job (tenant, process_id, created DESC, id DESC);
CREATE INDEX job_with_status ON job (tenant, status, created DESC, id DESC);
