alter table patients add constraint ward_is_known check (ward is not null) not valid;
alter table patients validate constraint ward_is_known;
alter table patients alter column ward set not null;
alter table patients drop constraint ward_is_known;
insert into runs values (14);
