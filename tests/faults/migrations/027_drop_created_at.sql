alter table patients drop column created_at;
insert into runs values (27);
