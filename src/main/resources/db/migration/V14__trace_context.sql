-- The trace that a client made a job a part of: the headers of "Trace Context", a Recommendation of the W3C.

ALTER TABLE job ADD COLUMN trace_parent VARCHAR(55);
ALTER TABLE job ADD COLUMN trace_state TEXT;
