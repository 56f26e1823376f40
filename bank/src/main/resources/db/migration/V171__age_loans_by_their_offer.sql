-- The buckets that people set for a loan product are those that its loans age by: of the newest version that was approved, so
-- that a change counts for loans already paid out from the next close on. Loans that no offer was made for keep the buckets of
-- the product of their account.
alter table loan_account add column loan_product_code text;
comment on column loan_account.loan_product_code is 'the product of the offer that the loan was paid out under; null if there was none';
update loan_account l set loan_product_code = a.product_code from loan_application a where a.id = l.opening_id;

create view delinquency_bucket_in_force as
select b.code as product_code, b.name, b.from_days, b.to_days, b.provision_pct
  from loan_product_bucket b
 where (b.code, b.version) in (select code, max(version) from loan_product where approved group by code)
union all
select b.product_code, b.name, b.from_days, b.to_days, b.provision_pct
  from delinquency_bucket b
 where not exists (select from loan_product p where p.code = b.product_code and p.approved);
comment on view delinquency_bucket_in_force is 'by loan_product_code of a loan, or by the product_code of one that has none';
