-- How many elements a scattered step has, known when it begins; what a run asked for, and what its container used, sampled while it ran.

CREATE TABLE step_scatter (
    id       VARCHAR(36)   NOT NULL PRIMARY KEY,
    job_id   VARCHAR(36)   NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    path     VARCHAR(1000) NOT NULL,
    elements INTEGER       NOT NULL
);

CREATE INDEX step_scatter_job ON step_scatter (job_id);

CREATE TABLE step_resources (
    run_id           VARCHAR(36)      NOT NULL PRIMARY KEY REFERENCES step_run (id) ON DELETE CASCADE,
    job_id           VARCHAR(36)      NOT NULL,
    command          TEXT,
    cores            DOUBLE PRECISION NOT NULL,
    memory           BIGINT           NOT NULL,
    peak_memory      BIGINT,
    processor_millis BIGINT,
    samples          VARCHAR(16000)
);

CREATE INDEX step_resources_job ON step_resources (job_id);
