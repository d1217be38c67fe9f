create materialized view wards as select ward, count(*) as patients from patients group by ward;
create unique index wards_ward on wards (ward);
insert into runs values (19);
