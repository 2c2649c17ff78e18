-- As V19 says of other long texts.

ALTER TABLE preset ALTER COLUMN inputs SET DATA TYPE CHARACTER LARGE OBJECT;
