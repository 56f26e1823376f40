-- What the bank keeps back of the interest it pays, for the tax office of the country where the customer is taxed. No row: nothing.
-- Where customers are taxed has been known to documents; a bank without them has the table too.
create table if not exists tax_residence (
    customer_id bigint primary key references customer,
    country     char(2) not null
);

create table withholding_tax (
    country    char(2) not null,
    valid_from date not null,
    rate_bps   integer not null check (rate_bps between 0 and 10000),
    primary key (country, valid_from)
);
comment on table withholding_tax is 'per country of tax residence (ISO 3166-1 alpha-2), in basis points of the interest posted';

insert into chart_account (code, name) values ('2310', 'Withholding tax payable');
