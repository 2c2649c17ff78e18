-- Whether the owner of a job did not belong to the tenant when it was made: what is the tenant's members' is not theirs. And by which tokens of the
-- owner can be had while the job is open, encrypted.

ALTER TABLE job ADD COLUMN owner_guest BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE job ADD COLUMN delegation TEXT;
