create table visits (
    id bigint generated always as identity primary key,
    patient_id bigint not null references patients (id),
    room_id integer references rooms (id),
    severity severity not null default 'mild'
);
insert into visits (patient_id, room_id) select id, 1 + id % 100 from patients;
insert into runs values (4);
