alter table rule add column source text not null default 'http';

alter table latest_estimate add column known_at timestamptz;
alter table latest_estimate add column revision bigint not null default 0;

-- of a crossing, to find whether it is over
create index alert_by_crossing on alert (alert);
create index alert_by_rule on alert (rule, seq desc);

-- where a rule stands is kept in another form: all start anew, with the present
delete from rule_state;

-- the rules that everybody starts with judge by the chance; those that were changed stay as they are
delete from rule where version = 1 and id in
    ('us-cn-lag-below-6', 'us-cn-lag-below-3', 'us-cn-lag-above-12', 'us-cn-leader-changes');
insert into rule (id, version, data, source) values
('us-cn-lag-below-6', 2, '{"id":"us-cn-lag-below-6","name":"The US lead over China is below six months","comparison":"us-cn","measure":"lag","condition":{"below":6.0},"probability":0.9,"clearProbability":0.5,"severity":"warning","enabled":true}', 'built-in'),
('us-cn-lag-below-3', 2, '{"id":"us-cn-lag-below-3","name":"The US lead over China is below three months","comparison":"us-cn","measure":"lag","condition":{"below":3.0},"probability":0.9,"clearProbability":0.5,"severity":"critical","enabled":true}', 'built-in'),
('us-cn-lag-above-12', 2, '{"id":"us-cn-lag-above-12","name":"The US lead over China is above twelve months","comparison":"us-cn","measure":"lag","condition":{"above":12.0},"probability":0.9,"clearProbability":0.5,"severity":"warning","enabled":true}', 'built-in'),
('us-cn-leader-changes', 2, '{"id":"us-cn-leader-changes","name":"The lead between the US and China changed hands","comparison":"us-cn","measure":"capability","condition":{"leaderChanges":true},"severity":"critical","enabled":true}', 'built-in')
on conflict (id) do nothing;

-- what governments announced, by the policy's own name; the one told last counts
create table policy (
    policy      text primary key,
    event_id    text        not null,
    recorded_at timestamptz not null,
    history     boolean     not null,
    withdrawn   boolean     not null default false,
    data        text        not null
);

-- whether alerts were read back from their topic into an empty database
create table recovery (
    id      int primary key,
    done_at timestamptz not null
);

-- alerts that subscribers are still to be picked for
create table fanout (
    seq      bigint generated always as identity primary key,
    alert_id text not null unique references alert (id),
    at       timestamptz not null
);

create table subscription (
    id         text primary key,
    data       text        not null,
    enabled    boolean     not null,
    why        text,
    created_at timestamptz not null,
    secret     text,
    old_secret text,
    old_until  timestamptz
);

-- what is sent, to however many
create table message (
    id   text primary key,
    kind text        not null,
    at   timestamptz not null,
    data text        not null
);

-- one message to one subscriber
create table delivery (
    seq          bigint generated always as identity primary key,
    subscription text        not null references subscription (id) on delete cascade,
    message      text        not null references message (id),
    lane         text        not null,
    crossing     text,
    group_key    text        not null,
    grouped      boolean     not null,
    state        text        not null,
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    locked_until timestamptz,
    created_at   timestamptz not null,
    done_at      timestamptz,
    answer       text,
    unique (subscription, message)
);
create index delivery_due on delivery (due_at, seq) where state = 'waiting';
create index delivery_lane on delivery (subscription, lane, seq) where state = 'waiting';
create index delivery_crossing on delivery (subscription, crossing);

create table attempt (
    seq      bigint generated always as identity primary key,
    delivery bigint      not null references delivery (seq) on delete cascade,
    at       timestamptz not null,
    millis   bigint      not null,
    answer   text        not null
);
create index attempt_of on attempt (delivery, seq);

create table silence (
    id         text primary key,
    data       text        not null,
    from_at    timestamptz not null,
    until_at   timestamptz not null,
    created_by text
);

-- what moved the headline, for digests
create table move (
    seq    bigint generated always as identity primary key,
    series text        not null,
    at     timestamptz not null,
    before double precision,
    after  double precision,
    data   text        not null
);
create index move_by_time on move (series, at);

-- the value that a headline series had at the end of a day
create table day_value (
    series text not null,
    day    date not null,
    data   text not null,
    primary key (series, day)
);

-- digests that were made
create table digest (
    id text primary key,
    at timestamptz not null
);
