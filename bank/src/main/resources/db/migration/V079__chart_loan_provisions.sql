-- The accounts that provisions for overdue loans are booked on; the allowance stands below zero beside the loans.
insert into chart_account (code, name) values
    ('1490', 'Loan loss allowance'),
    ('5110', 'Loan loss provisions');
