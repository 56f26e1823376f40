-- A day is sealed after nothing can be booked on it any more. Shutting it waits for the bookings under way, so the places in the
-- journal up to which its entries can lie are known; likewise those after which entries of the next day can lie.
alter table business_date
    add column cut_off_place bigint check ((cut_off_place is null) = (phase = 'OPEN')),
    add column shut_place bigint check ((shut_place is null) = (phase <> 'SHUT'));
alter table business_date drop constraint business_date_phase_check;
update business_date set cut_off_place = 0 where phase <> 'OPEN';
alter table business_date add constraint business_date_phase_check check (phase in ('OPEN', 'DRAINING', 'CLOSING', 'SHUT'));
comment on column business_date.phase is 'OPEN: taking payments; DRAINING: cut off, payments of the day still on their way; CLOSING: the day takes entries of the close only; SHUT: it takes none';
comment on column business_date.cut_off_place is 'last place in the journal that was taken at the cut-off: entries of later dates come after it';
comment on column business_date.shut_place is 'last place in the journal that was taken when the day was shut: its entries lie up to it';
