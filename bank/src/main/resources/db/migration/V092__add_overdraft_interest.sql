-- What is overdrawn bears interest at a rate of its own. It is posted apart from what the holder earns: the one is the bank's
-- income, the other its expense, and each is rounded once.
alter table product_rate add column overdraft_rate_bps integer not null default 0
    check (overdraft_rate_bps between 0 and 100000);
comment on column product_rate.overdraft_rate_bps is 'yearly interest in basis points that the holder pays on a negative balance';
update product_rate set overdraft_rate_bps = 1290 where product_code = 'current';

alter table interest_capitalisation add column side text not null default 'CREDIT' check (side in ('CREDIT', 'DEBIT'));
alter table interest_capitalisation alter column side drop default;
alter table interest_capitalisation drop constraint interest_capitalisation_pkey;
alter table interest_capitalisation add primary key (account_id, period_end, side);
comment on column interest_capitalisation.side is 'CREDIT: earned by the holder; DEBIT: owed on what was overdrawn';
comment on column interest_accrual.amount_minor is
    'interest of this one day, in minor units with ten decimals, for reading; positive is earned by the holder; postings are computed from balance and rate';
