-- Of the waiting jobs of one tenant those with a higher priority come first; the index has them in that order.

ALTER TABLE job ADD COLUMN priority INTEGER DEFAULT 0 NOT NULL;

CREATE INDEX job_in_queue ON job (tenant, node, status DESC, priority DESC, created, id);
