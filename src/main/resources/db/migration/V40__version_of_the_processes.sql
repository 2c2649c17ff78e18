-- Goes up with each change of a deployed process, so that a server knows whether answers that it keeps still hold.

CREATE TABLE process_catalogue (
    version BIGINT NOT NULL
);

INSERT INTO process_catalogue (version) VALUES (1);
