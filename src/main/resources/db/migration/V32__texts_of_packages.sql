-- What packages say lies apart from what lists of processes need, and with it what it refers to, as it was read at the deployment:
-- its source may change or go, the process does not. Packages of before have none of that and read it anew.

CREATE TABLE package_text (
    tenant   VARCHAR(63)           NOT NULL,
    id       VARCHAR(255)          NOT NULL,
    revision INTEGER               NOT NULL,
    body     TEXT                  NOT NULL,
    document TEXT                  NOT NULL,
    frozen   BOOLEAN DEFAULT FALSE NOT NULL,
    PRIMARY KEY (tenant, id, revision)
);

INSERT INTO package_text (tenant, id, revision, body, document) SELECT tenant, id, revision, body, document FROM process_package;

ALTER TABLE process_package DROP COLUMN body;
ALTER TABLE process_package DROP COLUMN document;

CREATE TABLE referred_document (
    tenant   VARCHAR(63)  NOT NULL,
    process  VARCHAR(255) NOT NULL,
    revision INTEGER      NOT NULL,
    position INTEGER      NOT NULL,
    uri      TEXT         NOT NULL,
    digest   VARCHAR(64)  NOT NULL,
    content  TEXT         NOT NULL,
    PRIMARY KEY (tenant, process, revision, position)
);
