-- Trying rules reads the payments of weeks. It is asked for, done in the background, and begun again if the process at it dies.
alter table rule_proposal
    add column trial_asked_by text,
    add column trial_asked_at timestamptz,
    add column trial_judged   integer not null default 0,
    add column trial_payments integer,
    add column trial_failure  text,
    add check ((trial_asked_by is null) = (trial_asked_at is null)),
    add check (trial_failure is null or trial_asked_at is null);
comment on column rule_proposal.trial_asked_at is 'set while a trial waits or runs; who works at it holds an advisory lock';
comment on column rule_proposal.trial_judged is 'of so many payments (trial_payments): how far the trial has come';
comment on column rule_proposal.trial_failure is 'why the last trial came to nothing';
