create table if not exists alerting_recurring_silence (
    id varchar(64) primary key,
    matchers bytea not null,
    -- JSON, as time_intervals in alertmanager.yml
    time_intervals varchar not null,
    created_by varchar not null,
    comment varchar not null,
    updated_at_millis bigint not null,
    -- the last silence that it made, and the end of the span for which that is
    silence_id varchar(64) not null,
    silent_until_millis bigint not null);
