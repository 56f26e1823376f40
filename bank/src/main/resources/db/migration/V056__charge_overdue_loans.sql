-- Fees and penalties for instalments that were missed, as the product's policy says, and when the night next charges a loan.
alter table loan_policy
    add column grace_days integer not null default 0 check (grace_days >= 0),
    add column overdue_fee_minor bigint not null default 0 check (overdue_fee_minor >= 0),
    add column penalty_pct numeric not null default 0 check (penalty_pct >= 0 and penalty_pct <= 100);
comment on column loan_policy.grace_days is 'days after the due date on which a missed instalment is not charged for yet';
comment on column loan_policy.overdue_fee_minor is 'charged once for each instalment missed, in minor units of the loan''s currency; 0: no fee';
comment on column loan_policy.penalty_pct is 'charged once for each instalment missed, of its principal and interest that are overdue then, rounded half up; 0: no penalty';
update loan_policy set grace_days = 5, overdue_fee_minor = 500, penalty_pct = 1;

alter table loan_account
    add column charge_on date,
    add column charged_until date;
create index loan_account_charge on loan_account (charge_on) where charge_on is not null;
comment on column loan_account.charge_on is 'business date whose close charges for the oldest instalment missed, if it is not paid before; null if there is none to charge for';
comment on column loan_account.charged_until is 'due date of the newest instalment that was charged for';
