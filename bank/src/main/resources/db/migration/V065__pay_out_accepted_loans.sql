-- An accepted offer is paid out by opening a loan account. Until it is, the application is on the list that people look at.
alter table loan_application add column loan_account_id bigint unique references account;
alter table loan_application add check ((state = 'DISBURSED') = (loan_account_id is not null));
drop index loan_application_waiting;
create index loan_application_waiting on loan_application (recorded_at, id)
 where state in ('REFERRED', 'APPROVAL_PROPOSED', 'DECLINE_PROPOSED', 'ACCEPTED');
comment on column loan_application.loan_account_id is 'the account that owes the loan, once it is paid out';
