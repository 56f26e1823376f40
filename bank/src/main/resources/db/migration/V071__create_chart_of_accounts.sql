-- The chart of accounts. The bank's own accounts bear its codes in their numbers; customers' accounts are sub-ledgers, each kind
-- under the control account that its accounts add up to.
create table chart_account (
    code        text primary key check (code ~ '^[1-5][0-9]{3}$'),
    name        text not null,
    type        text not null generated always as (case left(code, 1)
                    when '1' then 'ASSET' when '2' then 'LIABILITY' when '3' then 'EQUITY'
                    when '4' then 'INCOME' else 'EXPENSE' end) stored,
    normal_side text not null generated always as (case when left(code, 1) in ('1', '5') then 'DEBIT' else 'CREDIT' end) stored,
    controls    text unique check (controls in ('CURRENT', 'SAVINGS', 'LOAN'))
);
comment on column chart_account.normal_side is 'the side on which its balance is expected';
comment on column chart_account.controls is 'kind of customers'' accounts whose sum it is; null: an account of the bank''s own';
insert into chart_account (code, name, controls) values
    ('1010', 'Cash and balances at other banks', null),
    ('1110', 'Loans to customers', 'LOAN'),
    ('1310', 'Foreign exchange position', null),
    ('1410', 'Loan interest receivable', null),
    ('1420', 'Loan fees receivable', null),
    ('1430', 'Loan penalties receivable', null),
    ('2010', 'Card settlement', null),
    ('2110', 'Current accounts', 'CURRENT'),
    ('2120', 'Savings accounts', 'SAVINGS'),
    ('2210', 'Loan overpayments', null),
    ('4010', 'Interest income', null),
    ('4020', 'Fee income', null),
    ('4030', 'Penalty income', null),
    ('4040', 'Recoveries of loan losses', null),
    ('5010', 'Interest expense', null),
    ('5120', 'Goodwill credits on loans', null),
    ('5130', 'Loan losses', null);

create view account_chart_code as
select a.id as account_id, coalesce(c.code, split_part(a.number, '-', 1)) as code
  from account a left join chart_account c on c.controls = a.kind;
comment on view account_chart_code is 'under which code of the chart each account is';
