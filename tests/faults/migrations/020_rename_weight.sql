alter table patients rename column weight to weight_grams;
insert into runs values (20);
