-- Transfers that a customer orders once or again and again. Each has one scheduled transfer that waits, the next; when the night has
-- tried that one, or it was skipped, the one after it is added in the same transaction. Dates count from the first, so that an order
-- of the 31st comes back to the 31st after a shorter month.
create table standing_order (
    id                  uuid primary key,
    customer_id         bigint not null references customer,
    debtor_account_id   bigint not null references account,
    creditor_account_id bigint not null references account,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            char(3) not null,
    narrative           text not null,
    frequency           text not null check (frequency in ('ONCE', 'WEEKLY', 'MONTHLY')),
    first_on            date not null,
    last_on             date check (last_on >= first_on),
    stopped_at          timestamptz,
    created_at          timestamptz not null default clock_timestamp(),
    check (debtor_account_id <> creditor_account_id)
);
create index standing_order_customer on standing_order (customer_id, created_at);

alter table scheduled_transfer
    add column standing_order_id uuid references standing_order,
    add column occurrence integer check (occurrence >= 0),
    add constraint occurrence_of_an_order check ((standing_order_id is null) = (occurrence is null)),
    add constraint occurrence_once unique (standing_order_id, occurrence);
alter table scheduled_transfer drop constraint scheduled_transfer_state_check;
alter table scheduled_transfer add constraint scheduled_transfer_state_check
    check (state in ('PENDING', 'BOOKED', 'FAILED', 'GIVEN_UP', 'SKIPPED', 'STOPPED'));
comment on column scheduled_transfer.occurrence is 'how many of the order''s dates come before: 0 is the first';

-- vesper.bank.transfer.StandingOrder computes the same dates; a test holds them against each other.
create function standing_order_date(frequency text, first_on date, occurrence integer) returns date immutable
    language sql as $$
    select case frequency
        when 'WEEKLY' then first_on + 7 * occurrence
        when 'MONTHLY' then (first_on + make_interval(months => occurrence))::date
        when 'ONCE' then case occurrence when 0 then first_on end
    end
$$;

create function schedule_next_occurrence() returns trigger language plpgsql as $$
begin
    insert into scheduled_transfer (debtor_account_id, creditor_account_id, amount_minor, currency, due_on, narrative,
                                    standing_order_id, occurrence)
    select debtor_account_id, creditor_account_id, amount_minor, currency,
           standing_order_date(frequency, first_on, new.occurrence + 1), narrative, id, new.occurrence + 1
      from standing_order
     where id = new.standing_order_id and stopped_at is null
       and standing_order_date(frequency, first_on, new.occurrence + 1) <= coalesce(last_on, 'infinity');
    return null;
end $$;
create trigger scheduled_transfer_next after update of state on scheduled_transfer for each row
    when (new.standing_order_id is not null and old.state = 'PENDING' and new.state in ('BOOKED', 'FAILED', 'SKIPPED'))
    execute function schedule_next_occurrence();
