-- assertions are numbered one by one, in the order in which they commit: who reads on from a number misses none
select setval('assertion_seq', greatest((select coalesce(max(seq), 0) from assertion), (select last_value from assertion_seq)) + 500);
alter sequence assertion_seq increment by 1;
select setval('recorded_event_seq',
    greatest((select coalesce(max(seq), 0) from recorded_event), (select last_value from recorded_event_seq)) + 500);
alter sequence recorded_event_seq increment by 1;
