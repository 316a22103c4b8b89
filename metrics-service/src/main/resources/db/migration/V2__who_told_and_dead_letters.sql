-- Who told, by the name in their token.
alter table assertion add column recorded_by text;

-- What could not be processed, by its place on the topic of dead letters, and what became of it.
create table dead_letter (
    letter_partition int    not null,
    letter_offset    bigint not null,
    received_at      timestamptz not null,
    reason           text   not null,
    origin_topic     text   not null,
    origin_partition text   not null,
    origin_offset    text   not null,
    record_key       text,
    headers          text   not null,
    record_value     bytea  not null,
    state            text   not null,
    decided_at       timestamptz,
    decided_by       text,
    primary key (letter_partition, letter_offset)
);
create index dead_letter_open on dead_letter (received_at) where state = 'open';
