vacuum visits;
