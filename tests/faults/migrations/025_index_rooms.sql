create index concurrently visits_room on visits (room_id);
create index concurrently rooms_lower_name on rooms (lower(name));
create index concurrently visits_severe on visits (id) where severity = 'severe';
