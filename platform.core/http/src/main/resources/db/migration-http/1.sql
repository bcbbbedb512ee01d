create table if not exists http_users (
    name varchar(64) primary key,
    password_hash varchar(100) not null,
    role varchar(16) not null,
    created_at timestamp with time zone not null
);

-- Tokens of sessions are stored as SHA-256 in hexadecimal digits: who reads the table cannot log in with it.
create table if not exists http_sessions (
    token_hash varchar(64) primary key,
    user_name varchar(64) not null references http_users (name) on delete cascade,
    created_at timestamp with time zone not null,
    seen_at timestamp with time zone not null
);

create table if not exists http_tokens (
    name varchar(64) primary key,
    token_hash varchar(64) not null unique,
    role varchar(16) not null,
    created_at timestamp with time zone not null
);
