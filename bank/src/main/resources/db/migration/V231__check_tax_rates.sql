-- A rate of tax counts once a second person has approved it, as a version of a loan product does, and is never changed after: another
-- version may name the same first day, and then counts instead.
alter table withholding_tax
    drop constraint withholding_tax_pkey,
    add column version     integer,
    add column proposed_by text,
    add column proposed_at timestamptz not null default clock_timestamp(),
    add column checked_by  text,
    add column checked_at  timestamptz,
    add column approved    boolean;
update withholding_tax w
   set version = n.version, proposed_by = 'vesper', checked_by = 'bank', checked_at = clock_timestamp(), approved = true
  from (select country, valid_from, row_number() over (partition by country order by valid_from) as version
          from withholding_tax) n
 where n.country = w.country and n.valid_from = w.valid_from;
alter table withholding_tax
    alter column version set not null,
    alter column proposed_by set not null,
    add primary key (country, version),
    add check (version > 0),
    add check (checked_by <> proposed_by),
    add check ((checked_by is null) = (approved is null) and (checked_by is null) = (checked_at is null));
comment on column withholding_tax.checked_by is 'who approved or rejected the rate; never who proposed it';
create unique index withholding_tax_in_check on withholding_tax (country) where checked_by is null;
