-- docs/formats/alerting-tables.md says what the packed columns hold.
create table if not exists alerting_alert (
    fingerprint bigint primary key,
    labels bytea not null,
    annotations bytea not null,
    starts_at_millis bigint not null,
    ends_at_millis bigint not null,
    updated_at_millis bigint not null,
    -- its end was not said, it is over when nothing is heard of it until then
    timeout boolean not null,
    generator_url varchar not null);
create table if not exists alerting_silence (
    id varchar(64) primary key,
    matchers bytea not null,
    starts_at_millis bigint not null,
    ends_at_millis bigint not null,
    updated_at_millis bigint not null,
    created_by varchar not null,
    comment varchar not null,
    annotations bytea not null);
-- The last notification of a group to one channel of a receiver.
create table if not exists alerting_notification (
    group_key varchar not null,
    receiver varchar not null,
    channel varchar(64) not null,
    channel_index integer not null,
    sent_at_millis bigint not null,
    expires_at_millis bigint not null,
    firing bytea not null,
    resolved bytea not null,
    memory bytea not null,
    primary key (receiver, channel, channel_index, group_key));
