-- Which inputs of a job nobody may see (a list of names), and on what each step was run: what provenance tells.

ALTER TABLE job ADD COLUMN secret_inputs TEXT;
ALTER TABLE step_run ADD COLUMN inputs TEXT;
