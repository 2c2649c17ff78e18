-- What of a job was deleted when its time was over, and which server of a cluster does what only one has to do.

ALTER TABLE job ADD COLUMN results_removed TIMESTAMP(3) WITH TIME ZONE;
ALTER TABLE job ADD COLUMN logs_removed TIMESTAMP(3) WITH TIME ZONE;

CREATE INDEX job_ended ON job (tenant, finished, id);

CREATE TABLE cluster_task (
    name VARCHAR(63)                 NOT NULL PRIMARY KEY,
    due  TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

INSERT INTO cluster_task (name, due) VALUES ('housekeeping', TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00');
