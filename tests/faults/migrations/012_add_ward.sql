alter table patients add column ward text;
insert into runs values (12);
