-- Whose a process is, and who may see it: of each revision, since another owner may deploy what was undeployed. Processes of before are nobody's, and
-- their tenant's. shared_with is a JSON array of groups.

ALTER TABLE process_package ADD COLUMN owner_issuer VARCHAR(1000);
ALTER TABLE process_package ADD COLUMN owner_subject VARCHAR(255);
ALTER TABLE process_package ADD COLUMN owner_name VARCHAR(255);
ALTER TABLE process_package ADD COLUMN visibility VARCHAR(16) DEFAULT 'tenant' NOT NULL;
ALTER TABLE process_package ADD COLUMN shared_with TEXT;
ALTER TABLE process_package ADD COLUMN run_only BOOLEAN DEFAULT FALSE NOT NULL;
