package vesper.process;

import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import vesper.bank.event.KafkaServers;
import vesper.stream.outbox.OutboxRelay;
import vesper.stream.outbox.OutboxRelaySettings;

/** Publishes the bank's outbox to Kafka. Any number of these may run: one at a time has its turn, the others stand by. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import(Surroundings.class)
public class RelayProcess {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(RelayProcess.class).profiles("background").run(arguments);
    }

    @Bean(initMethod = "start")
    OutboxRelay outboxRelay(DataSource dataSource, MeterRegistry registry, KafkaServers kafka) {
        return new OutboxRelay(dataSource, OutboxRelaySettings.of(kafka), new RecordedPayments(registry));
    }
}
