-- Whose a job is: whom an identity provider means, and what is shown to people. Jobs of before, and those of clients who did not say who they are, are
-- nobody's.

ALTER TABLE job ADD COLUMN owner_issuer VARCHAR(1000);
ALTER TABLE job ADD COLUMN owner_subject VARCHAR(255);
ALTER TABLE job ADD COLUMN owner_name VARCHAR(255);

CREATE INDEX job_of_owner ON job (tenant, owner_subject, owner_issuer, created DESC, id DESC);
