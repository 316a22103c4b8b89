-- what the point estimates that went out last were of: they may be newer than the last estimates with intervals
create table published_points (
    id         int primary key,
    state_hash text        not null,
    known_at   timestamptz not null
);
