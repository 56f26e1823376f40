-- What creditors may collect from customers' accounts, and what they do. A mandate is the debtor's consent; each direct debit under it
-- is collected once, in the night of its day, and rejected for good with a code of ISO 20022 where that cannot be.
create table mandate (
    id                  bigint generated always as identity primary key,
    creditor_account_id bigint not null references account,
    debtor_account_id   bigint not null references account,
    reference           text not null check (length(reference) between 1 and 35),
    signed_on           date not null,
    most_minor          bigint check (most_minor > 0),
    revoked_on          date,
    unique (creditor_account_id, reference),
    check (debtor_account_id <> creditor_account_id),
    check (revoked_on >= signed_on)
);
create index mandate_debtor on mandate (debtor_account_id);
comment on column mandate.reference is 'the creditor''s name for it, unique among the creditor''s';
comment on column mandate.most_minor is 'no direct debit may be greater; null: as the debtor did not limit it';
comment on column mandate.revoked_on is 'nothing is collected from this day on';

create table direct_debit (
    id                  bigint generated always as identity primary key,
    mandate_id          bigint not null references mandate,
    debtor_account_id   bigint not null references account,
    end_to_end_id       text not null check (length(end_to_end_id) between 1 and 35),
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    due_on              date not null,
    narrative           text not null,
    state               text not null default 'PENDING' check (state in ('PENDING', 'BOOKED', 'REJECTED')),
    reason              text check (length(reason) = 4),
    entry_id            uuid,
    unique (mandate_id, end_to_end_id),
    check ((state = 'BOOKED') = (entry_id is not null)),
    check ((state = 'REJECTED') = (reason is not null))
);
create index direct_debit_pending on direct_debit (due_on) where state = 'PENDING';
comment on column direct_debit.end_to_end_id is 'the creditor''s name for it, unique under its mandate';
comment on column direct_debit.reason is 'code of ISO 20022''s external list of status reasons';
