create table pets (
