-- Instalment loans: the terms agreed and the schedule that follows from them. The account holds what is still owed (negative);
-- repayments come from the linked account on the due date, or on a later night if it could not pay.
create table loan (
    account_id        bigint primary key references account,
    linked_account_id bigint not null references account,
    principal_minor   bigint not null check (principal_minor > 0),
    rate_bps          integer not null check (rate_bps >= 0),
    instalments       integer not null check (instalments > 0),
    first_due_on      date not null,
    disbursed_on      date not null
);
create table loan_instalment (
    account_id      bigint not null references loan,
    n               integer not null check (n > 0),
    due_on          date not null,
    principal_minor bigint not null check (principal_minor >= 0),
    interest_minor  bigint not null check (interest_minor >= 0),
    state           text not null default 'DUE' check (state in ('DUE', 'FAILED', 'BOOKED')),
    attempted_on    date,
    reason          text,
    booked_on       date,
    primary key (account_id, n),
    check ((state = 'BOOKED') = (booked_on is not null)),
    check ((state = 'FAILED') = (reason is not null))
);
create index loan_instalment_unpaid on loan_instalment (due_on) where state <> 'BOOKED';
comment on column loan_instalment.state is 'DUE: not yet collected; FAILED: tried and not paid, tried again each night; BOOKED: paid';
comment on column loan_instalment.attempted_on is 'business date of the last attempt to collect';
