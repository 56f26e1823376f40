-- Each closed day under a signed certificate that names the one before it: whatever is changed afterwards no longer fits.
create table seal_key (
    id         text primary key,
    public_key bytea not null
);
comment on column seal_key.public_key is 'X.509 SubjectPublicKeyInfo of an Ed25519 key; the trusted copy is kept outside the database';

create table day_seal (
    business_date      date primary key,
    previous_date      date unique references day_seal,
    previous_hash      bytea,
    after_place        bigint not null,
    cut_off_place      bigint not null,
    up_to_place        bigint not null,
    entries            bigint not null,
    postings           bigint not null,
    root               bytea not null,
    snapshots          bigint not null,
    snapshots_hash     bytea not null,
    shifts             bigint not null,
    shifts_hash        bytea not null,
    ledger_rows        bigint not null,
    ledger_hash        bytea not null,
    currencies         text[] not null,
    trial_balance_minor bigint[] not null,
    sealed_at          timestamptz not null,
    key_id             text not null references seal_key,
    certificate        text not null,
    signature          bytea not null,
    check ((previous_date is null) = (previous_hash is null))
);
create unique index day_seal_one_first on day_seal ((previous_date is null)) where previous_date is null;
comment on column day_seal.after_place is 'its entries lie after this place in the journal, the cut-off place of the seal before';
comment on column day_seal.up_to_place is 'its entries lie up to this place in the journal';
comment on column day_seal.root is 'Merkle root (RFC 9162) over its entries by place';
comment on column day_seal.certificate is 'what was signed: the other columns in canonical JSON (RFC 8785)';

create table seal_leaf (
    business_date date not null references day_seal deferrable initially deferred,
    block         integer not null,
    leaves        bytea not null,
    primary key (business_date, block)
);
comment on column seal_leaf.leaves is 'for up to 1,024 entries each: place, hash, number of postings, and checksums of the entry and each posting, by which a touched one is found';

create trigger day_seal_append_only before update or delete or truncate on day_seal
    for each statement execute function refuse_change();
create trigger seal_leaf_append_only before update or delete or truncate on seal_leaf
    for each statement execute function refuse_change();
create trigger seal_key_append_only before update or delete or truncate on seal_key
    for each statement execute function refuse_change();
