-- What a call was about when its path does not tell; failed logins, which everybody can make, have a quota of their own.
alter table http_audit add column if not exists subject varchar(200) default '' not null;
alter table http_audit add column if not exists failed_login boolean default false not null;
update http_audit set failed_login = true where path = '/api/gnomon/v1/session' and status >= 400;
-- When a token was last seen, to some minutes.
alter table http_tokens add column if not exists used_at timestamp with time zone;
