-- How often a product posts the interest that its accounts have earned or owe. What accrued since the last time is posted together.
alter table product add column capitalised text not null default 'MONTH' check (capitalised in ('MONTH', 'QUARTER', 'YEAR'));
comment on column product.capitalised is 'on the last calendar day of each of these the interest since the last one is posted';
