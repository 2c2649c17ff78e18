-- What whoever executes a process calls the job: a title for people, and tags to find it by. Tags stand between commas, one also at either end, so
-- that a job with a tag is found by that text.

ALTER TABLE job ADD COLUMN title VARCHAR(200);
ALTER TABLE job ADD COLUMN tags VARCHAR(1000);
