-- Underwriters decide on applications for loans that rules leave to people.
alter table staff drop constraint staff_roles_check;
alter table staff add constraint staff_roles_check
    check (roles <@ array['OPERATOR', 'ANALYST', 'UNDERWRITER', 'ADMIN'] and cardinality(roles) > 0);
