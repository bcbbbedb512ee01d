create table if not exists dashboards_datasource (
    uid varchar(64) primary key,
    name varchar(200) not null unique,
    type varchar(64) not null,
    -- JSON, sealed with secrets.key
    settings bytea not null);
