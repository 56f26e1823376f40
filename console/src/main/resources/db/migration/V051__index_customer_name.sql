-- Staff find customers by the first letters of the full name or of the last word of it.
create index customer_name on customer (lower(name) text_pattern_ops);
create index customer_last_name on customer (lower(substring(name from '[^ ]+$')) text_pattern_ops);
