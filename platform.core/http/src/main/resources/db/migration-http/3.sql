-- Dashboards that users have starred. A dashboard that is gone keeps its stars: its file may come back.
create table if not exists http_stars (
    user_name varchar(64) not null references http_users (name) on delete cascade,
    dashboard_uid varchar(64) not null,
    primary key (user_name, dashboard_uid)
);
