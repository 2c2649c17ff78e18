-- When the run of a step changed last, so that who follows a job reads the changes alone; since when it waits as the attempt that it is now, and the
-- attempts before, of which a bounded number is kept.

ALTER TABLE step_run ADD COLUMN changed TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE step_run ADD COLUMN queued TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE step_run ADD COLUMN attempts VARCHAR(16000);

CREATE INDEX step_run_changed ON step_run (job_id, changed);
