-- A version of a score card counts once a second person has approved it, as one of a loan product does.
create table score_card_version (
    card        text not null check (card ~ '^[a-z][a-z0-9-]{1,39}$'),
    version     integer not null check (version > 0),
    proposed_by text not null,
    proposed_at timestamptz not null default clock_timestamp(),
    checked_by  text,
    checked_at  timestamptz,
    approved    boolean,
    primary key (card, version),
    check (checked_by <> proposed_by),
    check ((checked_by is null) = (approved is null) and (checked_by is null) = (checked_at is null))
);
comment on column score_card_version.checked_by is 'who approved or rejected the version; never who proposed it';
create unique index score_card_in_check on score_card_version (card) where checked_by is null;

insert into score_card_version
select card, version, 'vesper', clock_timestamp(), 'bank', clock_timestamp(), true
  from (select distinct card, version from score_card) as known;
alter table score_card add foreign key (card, version) references score_card_version;
