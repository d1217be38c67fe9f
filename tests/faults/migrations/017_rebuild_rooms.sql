reindex table concurrently rooms;
