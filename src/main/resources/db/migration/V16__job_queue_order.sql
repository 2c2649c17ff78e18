-- The queue in its order: who takes a job reads the first row of it, and counting those before a job reads no other row.
-- A job without a node waits, or runs and was let go.

DROP INDEX job_in_queue;
DROP INDEX job_of_node;
DROP INDEX job_status;

CREATE INDEX job_queue_order ON job (node, status, tenant, priority DESC, created, id);
CREATE INDEX job_status ON job (status, tenant);
