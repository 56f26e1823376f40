-- Who holds an account beside the customer it was opened for, and what each may do. Those who act for an account act all by the same
-- rights, the first holder included: either alone, or two together.
create table account_holder (
    account_id  bigint not null references account,
    customer_id bigint not null references customer,
    rights      text not null check (rights in ('EITHER', 'BOTH_TO_SIGN', 'VIEW_ONLY')),
    added_at    timestamptz not null default clock_timestamp(),
    primary key (account_id, customer_id)
);
create index account_holder_customer on account_holder (customer_id);
