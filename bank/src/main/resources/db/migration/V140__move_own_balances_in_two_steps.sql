-- Adds amounts to balances of the bank's own accounts, each to a part that no other transaction holds; if all are held, it waits
-- for the first. Taking the part and adding to it are two statements, each on a snapshot of its own: in one, an update that meets a
-- row changed since its snapshot asks again which part is free, hears of another, and adds to none. The search begins at a part
-- that differs between sessions, so that they seldom meet.
create function add_to_own_balances(accounts bigint[], amounts bigint[]) returns void language plpgsql as $$
declare
    taken smallint;
begin
    for n in 1 .. cardinality(accounts) loop
        select part into taken from own_balance_part
         where account_id = accounts[n] and part >= pg_backend_pid() % 32
         order by part limit 1 for no key update skip locked;
        if not found then
            select part into taken from own_balance_part
             where account_id = accounts[n] order by part limit 1 for no key update skip locked;
        end if;
        update own_balance_part set balance_minor = balance_minor + amounts[n]
         where account_id = accounts[n] and part = coalesce(taken, 0);
        if not found then
            raise exception 'account % has no balance of its own to add to', accounts[n];
        end if;
    end loop;
end $$;
