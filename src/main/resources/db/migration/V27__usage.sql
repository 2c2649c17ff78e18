-- What tenants and users have used, for quotas: a row for a tenant (its owner is empty) and one for each user, for each measure and period. Runs of steps know
-- what was counted of them.

CREATE TABLE usage_count (
    tenant  VARCHAR(63) NOT NULL,
    owner   VARCHAR(64) NOT NULL,
    measure VARCHAR(20) NOT NULL,
    period  VARCHAR(20) NOT NULL,
    amount  BIGINT      NOT NULL,
    PRIMARY KEY (tenant, owner, measure, period)
);

-- The images that were counted, each once in a month: SHA-256 of what the engine calls them.

CREATE TABLE usage_image (
    tenant  VARCHAR(63) NOT NULL,
    owner   VARCHAR(64) NOT NULL,
    period  VARCHAR(20) NOT NULL,
    image   VARCHAR(64) NOT NULL,
    PRIMARY KEY (tenant, owner, period, image)
);

CREATE INDEX usage_image_of_period ON usage_image (period);
CREATE INDEX usage_count_of_period ON usage_count (period);

ALTER TABLE step_run ADD COLUMN cores DOUBLE PRECISION;
ALTER TABLE step_run ADD COLUMN stored_bytes BIGINT;
