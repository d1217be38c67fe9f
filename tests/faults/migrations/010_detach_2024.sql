alter table measurements detach partition measurements_2024 concurrently;
