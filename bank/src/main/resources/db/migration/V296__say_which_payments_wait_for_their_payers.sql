-- A payment that screening only challenged waits for its payer, who is told so and releases it by confirming it.
comment on column payment.status_reason is 'stable code; null for BOOKED, and for IN_REVIEW but where the payer is asked to confirm it';
comment on column review_case.decided_by is 'user name of an analyst; "the customer" where the payer confirmed or denied the payment';
