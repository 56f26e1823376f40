-- What a loan product may have beside the plain schedule. The defaults are those of the products there were: none of it.
alter table loan_product
    add column grace_principal integer not null default 0 check (grace_principal >= 0),
    add column grace_interest integer not null default 0 check (grace_interest >= 0),
    add column interest_free integer not null default 0 check (interest_free >= 0),
    add column down_payment_pct numeric not null default 0 check (down_payment_pct >= 0 and down_payment_pct < 100),
    add column balloon_pct numeric not null default 0 check (balloon_pct >= 0 and balloon_pct < 100),
    add column instalment_multiple_minor bigint not null default 0 check (instalment_multiple_minor >= 0),
    add column excess text;
comment on column loan_product.grace_principal is 'first instalments that repay no principal';
comment on column loan_product.grace_interest is 'first instalments whose interest is paid with the first after them';
comment on column loan_product.interest_free is 'first instalments that bear no interest';
comment on column loan_product.down_payment_pct is 'percent of the loan that is repaid on the day it is paid out, from the account it goes to';
comment on column loan_product.balloon_pct is 'percent of the loan that is left to the last instalment';
comment on column loan_product.instalment_multiple_minor is 'what instalments are rounded to; 0: a minor unit';
comment on column loan_product.excess is 'what a payment above the instalment changes; null: interest does not follow the payments';
