-- How long loans have been overdue, in buckets that are data of the product, and what is set aside for them.
create table delinquency_bucket (
    product_code  text not null references product,
    name          text not null,
    from_days     integer not null check (from_days > 0),
    to_days       integer check (to_days >= from_days),
    provision_pct numeric not null check (provision_pct >= 0 and provision_pct <= 100),
    primary key (product_code, from_days)
);
comment on column delinquency_bucket.to_days is 'inclusive; null: without end';
comment on column delinquency_bucket.provision_pct is 'of the principal owed';
insert into delinquency_bucket
select code, bucket.* from product, (values
    ('1-30', 1, 30, 5), ('31-60', 31, 60, 20), ('61-90', 61, 90, 50), ('over 90', 91, null, 100)) bucket
 where kind = 'LOAN';

alter table loan_account
    add column arrears_since date,
    add column bucket text,
    add column provisioned_minor bigint not null default 0 check (provisioned_minor >= 0);
comment on column loan_account.arrears_since is 'due date of the oldest instalment overdue at the last close; null if none was';
comment on column loan_account.bucket is 'the delinquency bucket that the days since then are in; null if none';
comment on column loan_account.provisioned_minor is 'set aside for the loan at the last close';
