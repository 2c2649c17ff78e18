-- Valid on H2 and on PostgreSQL. Identifiers are 36 characters, JSON is text: JPA providers agree on both.

CREATE TABLE process_package (
    tenant      VARCHAR(63)                 NOT NULL,
    id          VARCHAR(255)                NOT NULL,
    revision    INTEGER                     NOT NULL,
    active      BOOLEAN                     NOT NULL,
    mutable     BOOLEAN                     NOT NULL,
    workflow    VARCHAR(255)                NOT NULL,
    version     VARCHAR(255),
    media_type  VARCHAR(255)                NOT NULL,
    body        TEXT                        NOT NULL,
    document    TEXT                        NOT NULL,
    name        VARCHAR(2000)               NOT NULL,
    description TEXT                        NOT NULL,
    created     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    updated     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id, revision)
);

CREATE TABLE job (
    id                VARCHAR(36)                 NOT NULL PRIMARY KEY,
    tenant            VARCHAR(63)                 NOT NULL,
    process_id        VARCHAR(255)                NOT NULL,
    process_version   INTEGER                     NOT NULL,
    status            VARCHAR(16)                 NOT NULL,
    message           TEXT                        NOT NULL,
    progress          INTEGER                     NOT NULL,
    created           TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    started           TIMESTAMP(3) WITH TIME ZONE,
    finished          TIMESTAMP(3) WITH TIME ZONE,
    updated           TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    inputs            TEXT                        NOT NULL,
    outputs_requested TEXT,
    results           TEXT,
    problem           TEXT
);

CREATE INDEX job_newest_first ON job (tenant, created DESC, id DESC);
CREATE INDEX job_status ON job (status);

CREATE TABLE job_batch_execution (
    job_id       VARCHAR(36) NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    execution_id BIGINT      NOT NULL,
    PRIMARY KEY (job_id, execution_id)
);

CREATE TABLE step_run (
    id           VARCHAR(36)                 NOT NULL PRIMARY KEY,
    job_id       VARCHAR(36)                 NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    path         VARCHAR(1000)               NOT NULL,
    element      VARCHAR(255)                NOT NULL,
    kind         VARCHAR(32)                 NOT NULL,
    name         VARCHAR(255),
    state        VARCHAR(16)                 NOT NULL,
    attempt      INTEGER                     NOT NULL,
    container_id VARCHAR(255),
    image        VARCHAR(1000),
    exit_code    INTEGER,
    created      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    started      TIMESTAMP(3) WITH TIME ZONE,
    finished     TIMESTAMP(3) WITH TIME ZONE,
    log_file     VARCHAR(1000),
    outputs      TEXT,
    message      TEXT,
    CONSTRAINT step_run_place UNIQUE (job_id, path, element),
    CONSTRAINT step_run_name UNIQUE (job_id, name)
);
