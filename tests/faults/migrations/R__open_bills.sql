create or replace view open_bills as select id, visit_id from bills where cents > 0;
