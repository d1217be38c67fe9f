alter table patients alter column weight_grams type bigint;
insert into runs values (21);
