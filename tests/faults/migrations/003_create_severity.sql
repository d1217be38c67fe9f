create type severity as enum ('mild', 'severe');
insert into runs values (3);
