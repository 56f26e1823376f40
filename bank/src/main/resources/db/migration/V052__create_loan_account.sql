-- Loans on the books. What was agreed is data with a version; what happened is append-only; everything else about a loan is
-- the replay of the two by vesper.bank.lending. The row of loan_account keeps of that replay what set-based queries of the
-- night need, and is rewritten with each transaction of the loan.
create table loan_account (
    account_id                bigint primary key references account,
    opening_id                uuid not null unique,
    linked_account_id         bigint not null references account,
    product_code              text not null references product,
    currency                  char(3) not null,
    terms_version             integer not null default 1,
    status                    text not null check (status in ('APPROVED', 'ACTIVE', 'OVERPAID', 'CLOSED', 'WRITTEN_OFF')),
    next_due_on               date,
    principal_minor           bigint not null default 0 check (principal_minor >= 0),
    outstanding_minor         bigint not null default 0 check (outstanding_minor >= 0),
    overpaid_minor            bigint not null default 0 check (overpaid_minor >= 0),
    interest_recognised_minor bigint not null default 0,
    check ((status = 'ACTIVE') = (next_due_on is not null))
) with (fillfactor = 75);
create index loan_account_linked on loan_account (linked_account_id);
comment on column loan_account.opening_id is 'given by the caller; the same id opens one loan';
comment on column loan_account.linked_account_id is 'the principal goes there, the instalments come from there';
comment on column loan_account.next_due_on is 'due date, past or to come, of the oldest instalment of which something is owed; null if nothing is';
comment on column loan_account.principal_minor is 'principal owed; the account''s balance is its negative';
comment on column loan_account.outstanding_minor is 'all that is owed by the schedule as it stands, interest of instalments to come included';
comment on column loan_account.interest_recognised_minor is 'interest booked as income so far, from disbursement on';

create table loan_terms (
    account_id  bigint not null references loan_account,
    version     integer not null check (version > 0),
    recorded_on date not null,
    terms       jsonb not null,
    primary key (account_id, version)
);
comment on column loan_terms.terms is 'vesper.bank.lending.LoanTerms, field by field';

create table loan_transaction (
    account_id   bigint not null references loan_account,
    id           bigint not null check (id > 0),
    command_id   uuid not null,
    type         text not null,
    value_date   date not null,
    recorded_on  date not null,
    amount_minor bigint not null check (amount_minor >= 0),
    related_id   bigint,
    primary key (account_id, id)
);
create index loan_transaction_command on loan_transaction (command_id);
comment on column loan_transaction.id is 'in the loan''s own sequence, which its charges share';
comment on column loan_transaction.command_id is 'the command that it came of, and the entry that booked it; the same command is carried out once';
create trigger loan_transaction_append_only before update or delete or truncate on loan_transaction
    for each statement execute function refuse_change();

create table loan_charge (
    account_id   bigint not null references loan_account,
    id           bigint not null check (id > 0),
    command_id   uuid not null,
    name         text not null,
    penalty      boolean not null,
    due_on       date not null,
    added_on     date not null,
    amount_minor bigint not null check (amount_minor > 0),
    primary key (account_id, id)
);
create trigger loan_charge_append_only before update or delete or truncate on loan_charge
    for each statement execute function refuse_change();
