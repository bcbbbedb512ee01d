-- What dashboards were: as saved on the page, and as found when a file was changed.
create table if not exists dashboards_version (
    uid varchar(64) not null,
    number bigint not null,
    at_millis bigint not null,
    -- hash of the content
    version bigint not null,
    -- user who saved it, empty for a file
    author varchar not null,
    message varchar not null,
    -- false: saved on the page while the file had changed
    in_force boolean not null,
    -- JSON, gzip
    json bytea not null,
    primary key (uid, number));
