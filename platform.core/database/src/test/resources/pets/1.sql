create table if not exists pet (name varchar(20) primary key);
insert into pet (name) values ('cat');
