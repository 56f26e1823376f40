-- Rules are changed by two people: one proposes a whole set, tries it on the bank's history, and another puts it in force.
create table rule_proposal (
    id          bigint generated always as identity primary key,
    version     text not null,
    base        text not null,
    rules       text not null,
    proposed_by text not null,
    proposed_at timestamptz not null default clock_timestamp(),
    trial       text,
    tried_at    timestamptz,
    decided_by  text,
    decided_at  timestamptz,
    approved    boolean,
    check ((trial is null) = (tried_at is null)),
    check ((decided_by is null) = (decided_at is null)),
    check ((decided_by is null) = (approved is null)),
    check (decided_by <> proposed_by or not approved),
    check (not approved or trial is not null)
);
create unique index rule_proposal_open on rule_proposal (version) where decided_by is null;
comment on column rule_proposal.base is 'version of the rules in force when it was proposed: only they can be replaced by it';
comment on column rule_proposal.trial is 'what the rules would have done with the payments of the last weeks (JSON); nothing comes into force without it';

-- A trial reads the payments of some weeks: they lie together, in the order in which they were recorded.
create index payment_recorded on payment using brin (recorded_at);
