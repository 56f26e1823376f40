-- What the bank deletes because it need not keep it any longer: how long each kind is kept, where that differs from what the program
-- says, and how many were deleted when. Never the books: the program refuses rules about them, and their tables refuse deletion.
create table retention_period (
    subject    text not null,
    valid_from date not null,
    days       integer check (days > 0),
    primary key (subject, valid_from)
);
comment on column retention_period.days is 'null: kept for ever';

create table retention_count (
    business_date date not null,
    subject       text not null,
    deleted       bigint not null check (deleted > 0),
    primary key (business_date, subject)
);
