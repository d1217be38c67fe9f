create view severe_visits as select v.id, p.name from visits v join patients p on p.id = v.patient_id where v.severity = 'severe';
insert into runs values (7);
