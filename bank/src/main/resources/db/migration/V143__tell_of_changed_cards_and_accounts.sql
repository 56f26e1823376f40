-- Whoever holds cards or accounts in memory hears when one is no longer what it was. Movements of money are not told: they are too
-- many, and nobody may hold a balance. Nor is an account's number, which it gets in the transaction that opens it.
create function tell_of_change() returns trigger language plpgsql as $$
begin
    perform pg_notify('vesper_directory', tg_table_name || ':' || old.id);
    return null;
end $$;

create trigger tell_of_change after update of status, currency, customer_id, kind on account
    for each row when (old.status is distinct from new.status or old.currency is distinct from new.currency
        or old.customer_id is distinct from new.customer_id or old.kind is distinct from new.kind)
    execute function tell_of_change();

create trigger tell_of_change after update or delete on card
    for each row execute function tell_of_change();
