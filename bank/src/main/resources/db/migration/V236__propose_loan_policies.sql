-- How loans are collected and charged when they are late is money: a policy counts once a second person has approved it, as a tax rate
-- does, and is never changed after. Another version may name the same first day, and then counts instead.
alter table loan_policy
    drop constraint loan_policy_pkey,
    add column version     integer,
    add column proposed_by text,
    add column proposed_at timestamptz not null default clock_timestamp(),
    add column checked_by  text,
    add column checked_at  timestamptz,
    add column approved    boolean;
update loan_policy p
   set version = n.version, proposed_by = 'vesper', checked_by = 'bank', checked_at = clock_timestamp(), approved = true
  from (select product_code, valid_from, row_number() over (partition by product_code order by valid_from) as version
          from loan_policy) n
 where n.product_code = p.product_code and n.valid_from = p.valid_from;
alter table loan_policy
    alter column version set not null,
    alter column proposed_by set not null,
    add primary key (product_code, version),
    add check (version > 0),
    add check (checked_by <> proposed_by),
    add check ((checked_by is null) = (approved is null) and (checked_by is null) = (checked_at is null));
comment on column loan_policy.valid_from is 'collected so from this business date on; instalments that fall due from it on are charged so, however late';
comment on column loan_policy.checked_by is 'who approved or rejected the policy; never who proposed it';
create unique index loan_policy_in_check on loan_policy (product_code) where checked_by is null;
