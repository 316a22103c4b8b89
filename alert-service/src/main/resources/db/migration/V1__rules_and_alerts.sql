create table rule (
    id      text primary key,
    version int  not null,
    data    text not null
);

-- where each rule's life cycle stands
create table rule_state (
    rule_id text primary key references rule (id) on delete cascade,
    data    text not null
);

-- the newest estimate of each series, and where on the topic it was
create table latest_estimate (
    series       text primary key,
    kafka_offset bigint not null,
    data         text   not null
);

create table alert (
    seq   bigint generated always as identity,
    id    text primary key,
    alert text not null,
    rule  text not null,
    state text not null,
    at    timestamptz not null,
    data  text not null
);
create index alert_by_time on alert (seq desc);

-- alerts that are not on the topic yet
create table outbox (
    seq      bigint generated always as identity primary key,
    alert_id text not null unique references alert (id)
);

-- the rules that everybody starts with
insert into rule (id, version, data) values
('us-cn-lag-below-6', 1, '{"id":"us-cn-lag-below-6","name":"The US lead over China fell below six months","comparison":"us-cn","measure":"lag","condition":{"below":6.0},"clear":7.0,"severity":"warning"}'),
('us-cn-lag-below-3', 1, '{"id":"us-cn-lag-below-3","name":"The US lead over China fell below three months","comparison":"us-cn","measure":"lag","condition":{"below":3.0},"clear":4.0,"severity":"critical"}'),
('us-cn-lag-above-12', 1, '{"id":"us-cn-lag-above-12","name":"The US lead over China grew beyond twelve months","comparison":"us-cn","measure":"lag","condition":{"above":12.0},"clear":11.0,"severity":"warning"}'),
('us-cn-leader-changes', 1, '{"id":"us-cn-leader-changes","name":"The lead between the US and China changed hands","comparison":"us-cn","measure":"capability","condition":{"leaderChanges":true},"severity":"critical"}');
