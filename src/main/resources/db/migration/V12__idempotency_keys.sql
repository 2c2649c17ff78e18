-- Which job a client's key stands for. The key is unique: of two requests at the same moment one makes the job.

CREATE TABLE idempotency_key (
    id      VARCHAR(320)                NOT NULL PRIMARY KEY,
    request VARCHAR(64)                 NOT NULL,
    job_id  VARCHAR(36)                 NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    created TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

CREATE INDEX idempotency_key_job ON idempotency_key (job_id);
CREATE INDEX idempotency_key_age ON idempotency_key (created);
