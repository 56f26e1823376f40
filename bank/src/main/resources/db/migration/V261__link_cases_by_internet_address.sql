-- Customers who pay from one internet address are linked, as those are who pay on one device.
alter table review_case add column ip text;
create index review_case_ip on review_case (ip) where ip is not null;
comment on column review_case.ip is 'internet address that the payment came from, so that others who used it are found';
