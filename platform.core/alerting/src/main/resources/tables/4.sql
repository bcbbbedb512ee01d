-- How often the present notification was repeated: the wait grows with it.
alter table alerting_notification add column if not exists repeats integer default 0 not null;
create table if not exists alerting_acknowledgement (
    id varchar(64) primary key,
    matchers bytea not null,
    created_by varchar not null,
    comment varchar not null,
    at_millis bigint not null,
    -- null: as long as one of its alerts fires
    until_millis bigint,
    -- fingerprint, milliseconds of startsAt ...
    alerts bytea not null);
