-- Secrets that users and tenants keep here. An empty issuer and subject stand for the tenant; the purpose is JSON without anything secret.

CREATE TABLE credential (
    tenant  VARCHAR(63)                 NOT NULL,
    issuer  VARCHAR(1000)               NOT NULL,
    subject VARCHAR(255)                NOT NULL,
    name    VARCHAR(100)                NOT NULL,
    purpose TEXT                        NOT NULL,
    sealed  TEXT                        NOT NULL,
    created TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    updated TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, issuer, subject, name)
);
