drop index concurrently patients_name;
