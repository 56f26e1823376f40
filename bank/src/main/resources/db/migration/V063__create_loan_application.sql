-- Applications for loans, what they were judged by, the offer, and every step with who took it and why. Steps and offers are
-- only ever added; the state of an application is that of its last step.
create table loan_application (
    id                         uuid primary key,
    client_id                  text not null,
    customer_id                bigint not null references customer,
    account_id                 bigint not null references account,
    product_code               text not null,
    product_version            integer not null,
    currency                   char(3) not null,
    amount_minor               bigint not null check (amount_minor > 0),
    instalments                integer not null check (instalments > 0),
    purpose                    text not null,
    monthly_income_minor       bigint not null check (monthly_income_minor >= 0),
    monthly_outgoings_minor    bigint not null check (monthly_outgoings_minor >= 0),
    monthly_debt_minor         bigint not null check (monthly_debt_minor >= 0),
    applied_on                 date not null,
    recorded_at                timestamptz not null default clock_timestamp(),
    score_made_by              text not null,
    score                      integer not null,
    rate_pct                   numeric not null,
    exposure_minor             bigint not null,
    counted_outgoings_minor    bigint not null,
    instalment_minor           bigint not null,
    stressed_rate_pct          numeric not null,
    stressed_instalment_minor  bigint not null,
    decision                   text not null check (decision in ('APPROVE', 'REFER', 'DECLINE')),
    decision_reasons           text[] not null,
    state                      text not null,
    proposed_by                text,
    foreign key (product_code, product_version) references loan_product,
    check ((state in ('APPROVAL_PROPOSED', 'DECLINE_PROPOSED')) = (proposed_by is not null))
);
create index loan_application_customer on loan_application (customer_id);
create index loan_application_waiting on loan_application (recorded_at, id)
 where state in ('REFERRED', 'APPROVAL_PROPOSED', 'DECLINE_PROPOSED');
comment on column loan_application.exposure_minor is 'the amount and what the customer''s other applications in the currency may come to';
comment on column loan_application.proposed_by is 'who proposed the decision that waits for a second person';

create table loan_application_reason (
    application_id uuid not null references loan_application,
    n              integer not null,
    attribute      text not null,
    value          numeric,
    points         integer not null,
    best           integer not null,
    detail         text not null,
    primary key (application_id, n)
);
comment on table loan_application_reason is 'what each attribute gave to the score, what cost most points first';

create table loan_application_step (
    application_id uuid not null references loan_application,
    n              integer not null check (n > 0),
    from_state     text,
    to_state       text not null,
    taken_by       text not null,
    proposed_by    text,
    reason         text not null,
    business_date  date not null,
    recorded_at    timestamptz not null default clock_timestamp(),
    primary key (application_id, n),
    constraint step_is_one_of_the_machine check (coalesce(from_state, 'NONE') || '>' || to_state = any (array[
        'NONE>SUBMITTED', 'SUBMITTED>OFFERED', 'SUBMITTED>REFERRED', 'SUBMITTED>DECLINED',
        'REFERRED>REFERRED', 'REFERRED>APPROVAL_PROPOSED', 'REFERRED>DECLINE_PROPOSED', 'REFERRED>WITHDRAWN',
        'APPROVAL_PROPOSED>OFFERED', 'APPROVAL_PROPOSED>REFERRED', 'APPROVAL_PROPOSED>WITHDRAWN',
        'DECLINE_PROPOSED>DECLINED', 'DECLINE_PROPOSED>REFERRED', 'DECLINE_PROPOSED>WITHDRAWN',
        'OFFERED>ACCEPTED', 'OFFERED>WITHDRAWN', 'OFFERED>EXPIRED', 'ACCEPTED>DISBURSED', 'ACCEPTED>WITHDRAWN'])),
    constraint decision_has_four_eyes check (
        from_state is null or from_state not in ('APPROVAL_PROPOSED', 'DECLINE_PROPOSED')
        or to_state not in ('OFFERED', 'DECLINED') or (proposed_by is not null and proposed_by <> taken_by))
);
comment on column loan_application_step.taken_by is 'rules, client:ID, or staff:USERNAME';
create unique index loan_application_step_once on loan_application_step (application_id, to_state)
 where to_state in ('SUBMITTED', 'OFFERED', 'ACCEPTED', 'DISBURSED');

create table loan_offer (
    application_id  uuid primary key references loan_application,
    offered_on      date not null,
    valid_until     date not null check (valid_until >= offered_on),
    fees_minor      bigint not null,
    interest_minor  bigint not null,
    total_minor     bigint not null,
    aprc_pct        numeric not null
);
comment on column loan_offer.total_minor is 'all that is paid: principal, interest and fees';
create table loan_offer_instalment (
    application_id  uuid not null references loan_offer,
    n               integer not null,
    from_on         date not null,
    due_on          date not null,
    principal_minor bigint not null,
    interest_minor  bigint not null,
    balance_minor   bigint not null,
    primary key (application_id, n)
);

create trigger loan_application_step_append_only before update or delete or truncate on loan_application_step
    for each statement execute function refuse_change();
create trigger loan_offer_append_only before update or delete or truncate on loan_offer
    for each statement execute function refuse_change();
create trigger loan_offer_instalment_append_only before update or delete or truncate on loan_offer_instalment
    for each statement execute function refuse_change();
