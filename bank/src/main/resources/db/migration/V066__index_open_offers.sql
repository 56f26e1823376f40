-- Each night ends the offers that were not taken in time.
create index loan_application_offered on loan_application (id) where state = 'OFFERED';
