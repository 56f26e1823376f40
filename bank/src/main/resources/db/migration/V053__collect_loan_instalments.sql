-- How the night collects instalments: the policy is data of the product, the agenda is kept with each loan, and every attempt
-- is noted.
create table loan_policy (
    product_code    text not null references product,
    valid_from      date not null,
    calendar        text not null,
    collection_days integer not null check (collection_days > 0),
    part_collection boolean not null,
    primary key (product_code, valid_from)
);
comment on column loan_policy.calendar is 'code of the calendar whose business days count';
comment on column loan_policy.collection_days is 'business days, from the due date on, on which collection is tried before it rests until the next instalment';
comment on column loan_policy.part_collection is 'whether what is there is taken where it is less than what is due';
insert into loan_policy
select code, date '1970-01-01', 'WEEKENDS', 5, true from product where kind = 'LOAN';

alter table loan_account
    add column collect_on date,
    add column attempts integer not null default 0 check (attempts >= 0);
create index loan_account_collect on loan_account (collect_on) where collect_on is not null;
comment on column loan_account.collect_on is 'business date whose close next collects what is due; null if nothing is to be collected';
comment on column loan_account.attempts is 'nights on which what is due was tried and not paid in full, since the last instalment that was';

create table loan_collection (
    account_id      bigint not null references loan_account,
    business_date   date not null,
    due_minor       bigint not null,
    collected_minor bigint not null check (collected_minor >= 0),
    reason          text,
    primary key (account_id, business_date),
    check (reason is not null or collected_minor = due_minor)
);
create index loan_collection_failed on loan_collection (account_id, business_date) where reason is not null;
comment on column loan_collection.reason is 'why less was collected than was due; null if all of it was';
create trigger loan_collection_append_only before update or delete or truncate on loan_collection
    for each statement execute function refuse_change();
