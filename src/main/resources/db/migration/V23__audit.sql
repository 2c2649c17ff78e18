-- Who did what. A row is written once and never changed; it goes when its time is over.

CREATE TABLE audit_entry (
    id        VARCHAR(36)                 NOT NULL PRIMARY KEY,
    happened  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    tenant    VARCHAR(63)                 NOT NULL,
    issuer    VARCHAR(1000),
    subject   VARCHAR(255),
    user_name VARCHAR(255),
    client    VARCHAR(64)                 NOT NULL,
    operation VARCHAR(255)                NOT NULL,
    object_id VARCHAR(255),
    part      VARCHAR(500),
    made      VARCHAR(255),
    status    INTEGER                     NOT NULL,
    trace_id  VARCHAR(32),
    times     INTEGER                     NOT NULL
);

CREATE INDEX audit_in_order ON audit_entry (happened DESC, id DESC);
CREATE INDEX audit_of_tenant ON audit_entry (tenant, happened DESC, id DESC);
CREATE INDEX audit_of_subject ON audit_entry (subject, happened DESC, id DESC);
CREATE INDEX audit_of_user_name ON audit_entry (user_name, happened DESC, id DESC);
CREATE INDEX audit_of_object ON audit_entry (object_id, happened DESC, id DESC);
CREATE INDEX audit_of_made ON audit_entry (made, happened DESC, id DESC);
