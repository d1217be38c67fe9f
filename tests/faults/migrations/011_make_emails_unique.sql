create unique index concurrently patients_email on patients (email);
alter table patients add constraint patients_email_key unique using index patients_email;
insert into runs values (11);
