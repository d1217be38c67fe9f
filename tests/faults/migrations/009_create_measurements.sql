create table measurements (at date not null, patient_id bigint not null, value integer not null) partition by range (at);
create table measurements_2024 partition of measurements for values from ('2024-01-01') to ('2025-01-01');
create table measurements_2025 partition of measurements for values from ('2025-01-01') to ('2026-01-01');
insert into measurements select date '2024-01-01' + n, n, n from generate_series(1, 700) n;
insert into runs values (9);
