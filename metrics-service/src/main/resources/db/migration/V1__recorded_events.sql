-- Every version of every event, once; and every time that it was told.
create sequence recorded_event_seq increment by 500;

create table recorded_event (
    seq                   bigint primary key,
    source                text    not null,
    id                    text    not null,
    type                  text    not null,
    recorded_time_assumed boolean not null,
    data                  text    not null,
    unique (source, id)
);

create sequence assertion_seq increment by 500;

create table assertion (
    seq         bigint primary key,
    source      text        not null,
    event_id    text        not null,
    recorded_at timestamptz not null,
    foreign key (source, event_id) references recorded_event (source, id),
    unique (source, event_id, recorded_at)
);

create table published_estimate (
    series        text primary key,
    estimate_hash text not null,
    state_hash    text not null
);
