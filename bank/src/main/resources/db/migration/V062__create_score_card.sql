-- Score cards as data: an attribute of an application falls into the first bin that its value is below, and gets the bin's
-- points. Bin 0 is for applications that do not have the attribute. A change is a new version; the newest counts.
create table score_card (
    card      text not null,
    version   integer not null check (version > 0),
    attribute text not null,
    bin       integer not null check (bin >= 0),
    below     numeric,
    points    integer not null,
    reason    text not null,
    primary key (card, version, attribute, bin),
    check (bin > 0 or below is null)
);
comment on column score_card.below is 'exclusive upper bound; null in the last bin and in bin 0';
comment on column score_card.reason is 'in words for the customer, as one of the principal reasons of a decision';

-- Set by judgement, 0 to 100 points in all: there is no history of loans to fit them to yet.
insert into score_card values
    ('standard', 1, 'loan_to_income_pct', 0, null, 0, 'No income is declared'),
    ('standard', 1, 'loan_to_income_pct', 1, 20, 30, 'The loan is less than a fifth of a year''s income'),
    ('standard', 1, 'loan_to_income_pct', 2, 50, 22, 'The loan is up to half of a year''s income'),
    ('standard', 1, 'loan_to_income_pct', 3, 100, 12, 'The loan is more than half of a year''s income'),
    ('standard', 1, 'loan_to_income_pct', 4, null, 0, 'The loan is a year''s income or more'),
    ('standard', 1, 'outgoings_to_income_pct', 0, null, 0, 'No income is declared'),
    ('standard', 1, 'outgoings_to_income_pct', 1, 40, 25, 'Outgoings and debts take little of the income'),
    ('standard', 1, 'outgoings_to_income_pct', 2, 60, 15, 'Outgoings and debts take about half of the income'),
    ('standard', 1, 'outgoings_to_income_pct', 3, null, 0, 'Outgoings and debts take most of the income'),
    ('standard', 1, 'months_as_customer', 0, null, 0, 'The account is new'),
    ('standard', 1, 'months_as_customer', 1, 6, 5, 'The account is less than half a year old'),
    ('standard', 1, 'months_as_customer', 2, 24, 12, 'The account is less than two years old'),
    ('standard', 1, 'months_as_customer', 3, null, 20, 'The account is at least two years old'),
    ('standard', 1, 'balance_to_loan_pct', 0, null, 0, 'The account has no balance'),
    ('standard', 1, 'balance_to_loan_pct', 1, 0, 0, 'The account is overdrawn'),
    ('standard', 1, 'balance_to_loan_pct', 2, 10, 5, 'The account holds little beside the loan'),
    ('standard', 1, 'balance_to_loan_pct', 3, null, 10, 'The account holds a good part of the loan'),
    ('standard', 1, 'refused_payments', 0, null, 0, 'Payments are not known'),
    ('standard', 1, 'refused_payments', 1, 1, 15, 'No payment was refused for lack of funds'),
    ('standard', 1, 'refused_payments', 2, 3, 5, 'A payment was refused for lack of funds'),
    ('standard', 1, 'refused_payments', 3, null, 0, 'Several payments were refused for lack of funds');
