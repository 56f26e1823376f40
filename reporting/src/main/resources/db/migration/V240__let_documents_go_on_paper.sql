-- Customers may want documents on paper beside the mail; paper is off for who has not chosen it. What is to be printed is a letter,
-- and waits until somebody takes a run of letters to the printer. A document is a letter once, and in one run ever: a run that was
-- spoilt is printed again from the same file.
alter table document_preference add column paper boolean not null default false;
alter table document_preference alter column paper drop default;
comment on column document_preference.paper is 'whether documents are also printed and posted';

create table letter_run (
    id       bigint generated always as identity primary key,
    taken_at timestamptz not null default clock_timestamp(),
    taken_by text not null,
    letters  integer not null check (letters > 0)
);
create table letter (
    document_id uuid primary key references document,
    customer_id bigint not null references customer,
    queued_at   timestamptz not null default clock_timestamp(),
    run_id      bigint references letter_run
);
create index letter_waiting on letter (queued_at, document_id) where run_id is null;
create index letter_of_run on letter (run_id) where run_id is not null;
create index letter_of_customer on letter (customer_id);
comment on column letter.run_id is 'null while it waits to be printed';
