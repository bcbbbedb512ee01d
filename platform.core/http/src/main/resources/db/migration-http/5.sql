-- Until when a token is valid; null: until it is revoked.
alter table http_tokens add column if not exists expires_at timestamp with time zone;
