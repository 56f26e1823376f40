-- A payment has one standing label. Screening is told when it changes, with what it was before, so that a label taken back
-- lowers the counts and one that a second source repeats does not raise them.
alter table payment_label add column told boolean not null default true;
comment on column payment_label.told is 'whether screening was told: not of what it knew already, nor of what came after newer knowledge';
