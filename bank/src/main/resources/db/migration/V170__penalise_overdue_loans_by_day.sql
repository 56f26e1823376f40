-- A penalty that runs for as long as an instalment is overdue, beside the one for missing it.
alter table loan_policy
    add column penalty_rate_pct numeric not null default 0 check (penalty_rate_pct >= 0 and penalty_rate_pct <= 1000);
comment on column loan_policy.penalty_rate_pct is 'percent a year of the principal and interest overdue, charged for each day after the days of grace, a 365th of a year each; 0: none';

alter table loan_account
    add column penalised_until date,
    add column penalty_carry numeric(20, 12) not null default 0;
comment on column loan_account.penalised_until is 'the last day that the daily penalty was charged for';
comment on column loan_account.penalty_carry is 'in minor units, what the daily penalty has come to beyond what was charged; at most half a unit, either way';
