-- Each migration that can writes its number here, so that one that ran twice is seen in the rows too.
create table runs (migration integer not null);
create table rooms (id integer primary key, name text not null);
insert into rooms select n, 'room ' || n from generate_series(1, 100) n;
insert into runs values (1);
