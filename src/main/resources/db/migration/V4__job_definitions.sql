-- The request that defines a job, as it was sent: Part 4 shows it, and changes it before the job starts.

ALTER TABLE job ADD COLUMN definition TEXT;
