-- Customers order transfers over the API: they know an order by an id that tells nothing of others, and may order one that is made
-- once.
alter table standing_order
    add column public_id uuid not null default gen_random_uuid() unique,
    drop constraint standing_order_rhythm_check,
    add constraint standing_order_rhythm_check check (rhythm in ('ONCE', 'WEEKLY', 'MONTHLY', 'LAST_BUSINESS_DAY')),
    add constraint standing_order_once_check check (rhythm <> 'ONCE' or times = 1);
create index standing_order_debtor on standing_order (debtor_account_id, id);
comment on column standing_order.public_id is 'the id that its holder knows it by';
