-- Loans that the bank offers, as versions: one is proposed by one person and counts once another has approved it, and is never
-- changed after. An application keeps the version it was made under.
create table loan_product (
    code                  text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
    version               integer not null check (version > 0),
    name                  text not null,
    currency              char(3) not null,
    min_amount_minor      bigint not null check (min_amount_minor > 0),
    max_amount_minor      bigint not null check (max_amount_minor >= min_amount_minor),
    min_instalments       integer not null check (min_instalments > 0),
    max_instalments       integer not null check (max_instalments >= min_instalments),
    every                 integer not null check (every > 0),
    unit                  text not null,
    interest_method       text not null,
    interest_period       text not null,
    amortisation          text not null,
    schedule_kind         text not null,
    conventions           text not null,
    repayment_strategy    text not null,
    automatic_limit_minor bigint not null check (automatic_limit_minor >= 0),
    approve_from_score    integer not null,
    decline_below_score   integer not null check (decline_below_score <= approve_from_score),
    max_debt_service_pct  numeric not null,
    stress_pct            numeric not null,
    living_costs_minor    bigint not null check (living_costs_minor >= 0),
    score_card            text not null,
    offer_valid_days      integer not null check (offer_valid_days > 0),
    proposed_by           text not null,
    proposed_at           timestamptz not null default clock_timestamp(),
    checked_by            text,
    checked_at            timestamptz,
    approved              boolean,
    primary key (code, version),
    check (checked_by <> proposed_by),
    check ((checked_by is null) = (approved is null) and (checked_by is null) = (checked_at is null))
);
comment on column loan_product.checked_by is 'who approved or rejected the version; never who proposed it';
create unique index loan_product_in_check on loan_product (code) where checked_by is null;

create table loan_product_price (
    code       text not null,
    version    integer not null,
    from_score integer not null,
    rate_pct   numeric not null check (rate_pct >= 0),
    primary key (code, version, from_score),
    foreign key (code, version) references loan_product
);
comment on table loan_product_price is 'nominal percent a year by score, from a score on';
create table loan_product_fee (
    code        text not null,
    version     integer not null,
    name        text not null,
    fixed_minor bigint not null check (fixed_minor >= 0),
    pct         numeric not null check (pct between 0 and 100),
    primary key (code, version, name),
    foreign key (code, version) references loan_product
);
comment on table loan_product_fee is 'paid when the money is paid out: a fixed amount and a share of the principal';
create table loan_product_bucket (
    code          text not null,
    version       integer not null,
    name          text not null,
    from_days     integer not null check (from_days > 0),
    to_days       integer check (to_days >= from_days),
    provision_pct numeric not null check (provision_pct between 0 and 100),
    primary key (code, version, from_days),
    foreign key (code, version) references loan_product
);
comment on table loan_product_bucket is 'how loans of the product age when they are overdue';

insert into loan_product
select 'personal-' || lower(currency), 1, 'Personal loan', currency, 500_00, 50000_00, 6, 84, 1, 'MONTHS', 'DECLINING_BALANCE',
       'SAME_AS_REPAYMENT_PERIOD', 'EQUAL_INSTALMENTS', 'CUMULATIVE', 'textbook', 'PENALTY_FEE_INTEREST_PRINCIPAL', 10000_00,
       60, 35, 40, 3, 900_00, 'standard', 14, 'vesper', clock_timestamp(), 'bank', clock_timestamp(), true
  from unnest(array['USD', 'EUR']) as currency;
insert into loan_product_price
select code, version, price.* from loan_product cross join (values (0, 11.9), (60, 8.9), (80, 5.9)) as price;
insert into loan_product_fee select code, version, 'Arrangement fee', 0, 1 from loan_product;
insert into loan_product_bucket
select code, version, bucket.*
  from loan_product
  cross join (values ('1-29', 1, 29, 1), ('30-59', 30, 59, 10), ('60-89', 60, 89, 30), ('90+', 90, null, 60)) as bucket;
