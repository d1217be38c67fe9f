select p.id, p.name, max(v.started_at) as last_visit, count(v.id) as visits
from patients p left join visits v on v.patient_id = p.id
group by p.id
order by p.name
