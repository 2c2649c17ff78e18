-- The outbox of callbacks: one row for each address that an execute request gave. It is due in the same transaction in
-- which the job's status changes, and a server that takes it makes it due again later, in case that it dies meanwhile.

ALTER TABLE job ADD COLUMN subscribed BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE callback (
    id           VARCHAR(36)   NOT NULL PRIMARY KEY,
    job_id       VARCHAR(36)   NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    kind         VARCHAR(16)   NOT NULL,
    uri          VARCHAR(4000) NOT NULL,
    landing_page VARCHAR(2000) NOT NULL,
    news         INTEGER       NOT NULL,
    attempts     INTEGER       NOT NULL,
    due          TIMESTAMP(3) WITH TIME ZONE,
    not_before   TIMESTAMP(3) WITH TIME ZONE,
    CONSTRAINT callback_of_job UNIQUE (job_id, kind)
);

CREATE INDEX callback_due ON callback (due);
