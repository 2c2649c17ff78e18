-- Whose callbacks these are and where they go: deliveries are bounded by tenant and by host. Rows of before have no host and are bound by none.

ALTER TABLE callback ADD COLUMN tenant VARCHAR(63);
ALTER TABLE callback ADD COLUMN host VARCHAR(300);

UPDATE callback SET tenant = (SELECT job.tenant FROM job WHERE job.id = callback.job_id);
