-- What staff change on a loan by hand: one person asks with a reason, another decides. A decided one is carried out under its id.
create table loan_adjustment (
    id           uuid primary key,
    account_id   bigint not null references loan_account,
    terms        jsonb not null,
    reason       text not null check (length(reason) between 1 and 500),
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    state        text not null default 'REQUESTED' check (state in ('REQUESTED', 'DONE', 'REJECTED', 'REFUSED')),
    refusal      text,
    decided_by   text,
    decided_at   timestamptz,
    check (decided_by <> requested_by),
    check ((state = 'REQUESTED') = (decided_by is null)),
    check ((state = 'REQUESTED') = (decided_at is null)),
    check ((state = 'REFUSED') = (refusal is not null))
);
create index loan_adjustment_account on loan_adjustment (account_id, requested_at);
create index loan_adjustment_open on loan_adjustment (requested_at) where state = 'REQUESTED';
comment on column loan_adjustment.terms is 'vesper.bank.servicing.LoanAdjustment, field by field';
comment on column loan_adjustment.refusal is 'why the loan or the ledger did not do it, once it was approved';

-- Transactions that no longer count.
create table loan_undoing (
    account_id     bigint not null,
    transaction_id bigint not null,
    command_id     uuid not null,
    recorded_on    date not null,
    primary key (account_id, transaction_id),
    foreign key (account_id, transaction_id) references loan_transaction (account_id, id)
);
create trigger loan_undoing_append_only before update or delete or truncate on loan_undoing
    for each statement execute function refuse_change();

-- Terms agreed anew from an instalment on.
create table loan_term_change (
    account_id        bigint not null references loan_account,
    n                 integer not null check (n > 0),
    command_id        uuid not null,
    recorded_on       date not null,
    from_due_on       date not null,
    new_due_on        date,
    grace_principal   integer not null check (grace_principal >= 0),
    grace_interest    integer not null check (grace_interest >= 0),
    extra_instalments integer not null check (extra_instalments >= 0),
    new_rate_pct      numeric(12, 6),
    primary key (account_id, n)
);
comment on table loan_term_change is 'vesper.bank.lending.TermChange, in the order in which they were agreed';
create trigger loan_term_change_append_only before update or delete or truncate on loan_term_change
    for each statement execute function refuse_change();

-- The new instalments of a re-ageing.
alter table loan_transaction
    add column re_age_first_due_on date,
    add column re_age_instalments integer check (re_age_instalments > 0),
    add column re_age_every integer check (re_age_every > 0),
    add column re_age_unit text,
    add check ((type = 'RE_AGE') = (re_age_first_due_on is not null and re_age_instalments is not null
                                    and re_age_every is not null and re_age_unit is not null));
