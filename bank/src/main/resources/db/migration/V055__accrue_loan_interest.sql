-- What the night needs to recognise the interest of a loan day by day without replaying it: the instalment that is running, the
-- interest that it charges, and what the instalments before it charged. Kept from the replay, as the rest of the row.
alter table loan_account
    add column accrual_from date,
    add column accrual_to date,
    add column interest_before_minor bigint not null default 0,
    add column interest_running_minor bigint not null default 0,
    add constraint accrual_window check (accrual_from < accrual_to or (accrual_from is null and accrual_to is null));
alter table loan_account set (fillfactor = 50);
comment on column loan_account.accrual_from is 'start of the running instalment''s interest; null if none is running';
comment on column loan_account.accrual_to is 'its due date, on which all of its interest is earned';
comment on column loan_account.interest_running_minor is 'what the running instalment charges';
comment on column loan_account.interest_before_minor is 'what the instalments before it charged';
