-- Instalments of a product may fall due on the business days of a calendar alone.
alter table loan_product add column calendar text;
comment on column loan_product.calendar is 'code of the calendar on whose business days alone instalments fall due; null: on any day';
