-- Users of pages who have logged in. What their browsers have stands here as a digest only, and what their providers said and gave is encrypted: who
-- reads this table can be nobody by it.

CREATE TABLE sessions (
    id               VARCHAR(64)                 NOT NULL PRIMARY KEY,
    account          VARCHAR(64)                 NOT NULL,
    provider_session VARCHAR(64),
    created          TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    used             TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    checked          TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    renewing         TIMESTAMP(3) WITH TIME ZONE,
    sealed           TEXT                        NOT NULL
);

CREATE INDEX sessions_of_account ON sessions (account, used);
CREATE INDEX sessions_of_provider ON sessions (provider_session);
CREATE INDEX sessions_used ON sessions (used);
CREATE INDEX sessions_created ON sessions (created);
