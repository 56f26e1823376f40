-- One thing, one name: what people read as a back-test was a trial here.
alter table rule_proposal rename column trial to backtest;
alter table rule_proposal rename column trial_asked_by to backtest_asked_by;
alter table rule_proposal rename column trial_asked_at to backtest_asked_at;
alter table rule_proposal rename column trial_judged to backtest_judged;
alter table rule_proposal rename column trial_payments to backtest_payments;
alter table rule_proposal rename column trial_failure to backtest_failure;
comment on column rule_proposal.backtest_asked_at is 'set while a back-test waits or runs; who works at it holds an advisory lock';
comment on column rule_proposal.backtest_judged is 'of so many payments (backtest_payments): how far the back-test has come';
comment on column rule_proposal.backtest_failure is 'why the last back-test came to nothing';
