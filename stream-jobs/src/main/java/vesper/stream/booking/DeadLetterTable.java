package vesper.stream.booking;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.springframework.core.retry.RetryTemplate;
import vesper.bank.Bank;
import vesper.bank.payment.DeadLetters;
import vesper.stream.kafka.DeadLetter;

/** Keeps each dead letter in the bank's table, where the staff see it; one that comes again is kept once. */
public final class DeadLetterTable implements Sink<DeadLetter> {
    private final DatabaseSettings database;

    public DeadLetterTable(DatabaseSettings database) {
        this.database = database;
    }

    @Override
    public SinkWriter<DeadLetter> createWriter(WriterInitContext context) {
        return new Writer(database.pool("dead-letters"));
    }

    private static final class Writer implements SinkWriter<DeadLetter> {
        private final RetryTemplate retries = DatabaseRetries.template();
        private final HikariDataSource pool;
        private final DeadLetters table;

        Writer(HikariDataSource pool) {
            this.pool = pool;
            this.table = new Bank(pool).deadLetters();
        }

        @Override
        public void write(DeadLetter letter, Context context) {
            retries.invoke(() -> table.keep(
                    text(letter.topic()),
                    letter.partition(),
                    letter.offset(),
                    letter.key(),
                    letter.value(),
                    text(letter.reason())));
        }

        /** PostgreSQL's text holds no NUL, a header may. */
        private static String text(String header) {
            return header.replace('\0', ' ');
        }

        @Override
        public void flush(boolean endOfInput) {
            // Each letter is in the table when write returns.
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
