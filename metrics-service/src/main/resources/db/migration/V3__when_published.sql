-- By what was known the last estimate was made: news is what was told since. Null where that is not known.
alter table published_estimate add column known_at timestamptz;
