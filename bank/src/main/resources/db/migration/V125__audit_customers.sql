-- Customers act for themselves through the API; the audit log names them by their logins.
alter table audit_event drop constraint audit_event_actor_kind_check;
alter table audit_event add constraint audit_event_actor_kind_check
    check (actor_kind in ('STAFF', 'CLIENT', 'CUSTOMER', 'SYSTEM'));
