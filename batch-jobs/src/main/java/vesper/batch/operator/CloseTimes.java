package vesper.batch.operator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When the close begins: as the settings say, until operators say otherwise. */
public final class CloseTimes {
    private final JdbcClient jdbc;
    private final Times settings;

    /** @param cutOff time of day, to the minute, by the settings */
    public CloseTimes(JdbcClient jdbc, LocalTime cutOff, ZoneId zone) {
        this.jdbc = jdbc;
        this.settings = new Times(cutOff, zone);
    }

    /** A time of day, to the minute, and where it is that time. */
    public record Times(LocalTime cutOff, ZoneId zone) {
        /** When a calendar day is cut off. */
        public Instant cutOffOf(LocalDate day) {
            return day.atTime(cutOff).atZone(zone).toInstant();
        }
    }

    public Times current() {
        return jdbc.sql("select cut_off_time, zone from close_schedule")
                .query((row, n) ->
                        new Times(row.getObject("cut_off_time", LocalTime.class), ZoneId.of(row.getString("zone"))))
                .optional()
                .orElse(settings);
    }

    /** From now on these times hold, whatever the settings say. */
    public void change(Times times) {
        jdbc.sql("""
                        insert into close_schedule (cut_off_time, zone) values (:cutOff, :zone)
                            on conflict (only_row) do update set cut_off_time = excluded.cut_off_time, zone = excluded.zone
                        """)
                .param("cutOff", times.cutOff())
                .param("zone", times.zone().getId())
                .update();
    }
}
