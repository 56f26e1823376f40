-- When the close begins, where operators have changed it: the settings hold until then.
create table close_schedule (
    only_row     boolean primary key default true check (only_row),
    cut_off_time time not null,
    zone         text not null
);
comment on column close_schedule.cut_off_time is 'time of day in the zone, to the minute';
