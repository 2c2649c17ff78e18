-- Inputs of processes that users keep to fill forms with, without those that are secret. An empty issuer and subject stand for who does not say who
-- they are.

CREATE TABLE preset (
    tenant  VARCHAR(63)                 NOT NULL,
    issuer  VARCHAR(1000)               NOT NULL,
    subject VARCHAR(255)                NOT NULL,
    process VARCHAR(255)                NOT NULL,
    name    VARCHAR(100)                NOT NULL,
    inputs  TEXT                        NOT NULL,
    created TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    updated TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    used    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, issuer, subject, process, name)
);

CREATE INDEX preset_of_process ON preset (tenant, process);
CREATE INDEX preset_used ON preset (used);
