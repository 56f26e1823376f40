-- A payment above the instalment shortens the term or lowers the instalments, as its borrower chooses payment by payment.
alter table loan_transaction
    add column excess text check (excess in ('SMALLER_INSTALMENTS', 'SHORTER_TERM', 'NEXT_INSTALMENTS', 'LAST_UNPAID_INSTALMENT')),
    add check (excess is null or type = 'REPAYMENT');
comment on column loan_transaction.excess is 'what it changes where it is above the instalment, as the borrower chose; null: what the terms say';
