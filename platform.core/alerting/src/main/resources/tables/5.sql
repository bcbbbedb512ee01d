-- How far an alert of a group has gone up while nobody acknowledged it.
create table if not exists alerting_escalation (
    fingerprint bigint not null,
    receiver varchar not null,
    group_key varchar not null,
    since_millis bigint not null,
    level integer not null,
    primary key (fingerprint, receiver, group_key));
