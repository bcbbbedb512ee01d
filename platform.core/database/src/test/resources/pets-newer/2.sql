alter table pet add column if not exists legs integer not null default 4;
