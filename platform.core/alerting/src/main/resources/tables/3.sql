-- What happened to alerts. An id is milliseconds << 20, plus a number.
create table if not exists alerting_history (
    id bigint primary key,
    kind varchar(16) not null,
    fingerprints bytea not null,
    labels bytea not null,
    receiver varchar not null,
    group_key varchar not null,
    detail varchar not null,
    -- of notifications only
    channel varchar(64),
    channel_index integer,
    firing integer,
    resolved integer,
    result varchar(16),
    problem varchar,
    attempts integer,
    took_millis bigint);
-- Alerts and groups that are suppressed, as it was noted last in the history.
create table if not exists alerting_mark (
    subject varchar primary key,
    why varchar not null,
    since_millis bigint not null);
