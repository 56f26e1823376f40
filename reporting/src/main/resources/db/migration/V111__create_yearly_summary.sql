-- Yearly summaries for the tax return beside statements. A document never changes: when its figures turn out otherwise, another
-- version is issued that says what it replaces.
create table tax_residence (
    customer_id bigint primary key references customer,
    country     char(2) not null
);
comment on table tax_residence is 'where customers are taxed, ISO 3166-1 alpha-2; without a row the summary has the general layout only';

alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in ('STATEMENT', 'YEARLY_SUMMARY'));
alter table document
    add column version integer not null default 1 check (version > 0),
    add column replaces uuid references document,
    add column figures text not null default '';
alter table document drop constraint document_account_id_kind_period_from_period_to_key;
alter table document add constraint document_of_period unique (account_id, kind, period_from, period_to, version);
alter table document add constraint correction_replaces check ((version = 1) = (replaces is null));
comment on column document.figures is 'SHA-256 of what a summary says, without its date of issue, in hexadecimal: tells whether a correction is due; empty for statements';
