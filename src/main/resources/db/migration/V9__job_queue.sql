-- Which server runs a job, and until when it may without saying so again. Who takes jobs holds the row of job_queue.

ALTER TABLE job ADD COLUMN node VARCHAR(255);
ALTER TABLE job ADD COLUMN lease_until TIMESTAMP(3) WITH TIME ZONE;

CREATE INDEX job_of_node ON job (node, status);

CREATE TABLE job_queue (
    id INTEGER NOT NULL PRIMARY KEY
);

INSERT INTO job_queue (id) VALUES (1);
