-- What holders call their accounts. Apart from the accounts themselves, whose rows move with every payment.
create table account_nickname (
    account_id bigint primary key references account,
    nickname   text not null check (length(nickname) between 1 and 60)
);
