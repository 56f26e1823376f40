-- A model is put in force by two people: one proposes it, another approves or refuses.
create table model_promotion (
    id          bigint generated always as identity primary key,
    version     text not null,
    proposed_by text not null,
    proposed_at timestamptz not null default clock_timestamp(),
    decided_by  text,
    decided_at  timestamptz,
    approved    boolean,
    check ((decided_by is null) = (decided_at is null)),
    check ((decided_by is null) = (approved is null)),
    check (decided_by <> proposed_by or not approved)
);
create unique index model_promotion_open on model_promotion (version) where decided_by is null;
comment on column model_promotion.approved is 'whoever proposed it may take it back, but not approve it';
