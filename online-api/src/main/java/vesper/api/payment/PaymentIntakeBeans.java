package vesper.api.payment;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import vesper.api.ApiSettings;
import vesper.api.caller.StepUp;
import vesper.bank.Bank;
import vesper.bank.event.KafkaServers;

/** Wires the intake of payments. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class PaymentIntakeBeans {
    @Bean
    PaymentTracker paymentTracker(ApiSettings settings) {
        return new PaymentTracker(settings.maxUnrecorded(), settings.settledMemory());
    }

    @Bean
    PaymentProducer paymentProducer(ApiSettings settings, ObjectProvider<KafkaServers> servers) {
        return new PaymentProducer(servers(settings, servers), settings.kafkaTimeout());
    }

    @Bean
    PaymentStreams paymentStreams(
            PaymentTracker tracker, RecordedLookup lookup, Bank bank, JwtDecoder apiTokens, StreamSettings settings) {
        return new PaymentStreams(tracker, lookup, bank.payments(), apiTokens, settings, Clock.systemUTC());
    }

    @Bean
    PaymentFeed paymentFeed(
            PaymentTracker tracker,
            Bank bank,
            ApiSettings settings,
            ObjectProvider<KafkaServers> servers,
            PaymentProducer producer,
            PaymentStreams streams) {
        return new PaymentFeed(tracker, bank, settings, servers(settings, servers), producer, streams);
    }

    /** Those that the process knows how to reach; else the address that the settings name, with no security. */
    private static KafkaServers servers(ApiSettings settings, ObjectProvider<KafkaServers> servers) {
        return servers.getIfAvailable(() -> KafkaServers.plain(settings.kafka()));
    }

    /** For a process that has a registry of metrics. */
    @Bean
    MeterBinder paymentMetrics(PaymentIntake intake, PaymentTracker tracker, PaymentStreams streams) {
        return registry -> {
            FunctionCounter.builder("vesper.payments.accepted", intake, PaymentIntake::accepted)
                    .description("payments that Kafka has taken from this process")
                    .register(registry);
            Gauge.builder("vesper.payments.unrecorded", tracker, PaymentTracker::unrecorded)
                    .description("payments on their way to the books, as far as this process knows")
                    .register(registry);
            Gauge.builder("vesper.payments.streams", streams, PaymentStreams::open)
                    .description("streams of payments that callers have open with this process")
                    .register(registry);
        };
    }

    @Bean
    RecordedLookup recordedLookup(Bank bank) {
        return new RecordedLookup(bank.payments());
    }

    @Bean
    KeyedHash requestHash(ApiSettings settings) {
        return new KeyedHash(settings.requestHashKeyBytes());
    }

    @Bean
    Directory directory(Bank bank, KeyedHash hash, ApiSettings settings) {
        return new Directory(bank, bank.cards(settings.cardKeyBytes()), hash, settings.lookupCache());
    }

    @Bean
    PaymentIntake paymentIntake(
            Bank bank,
            Directory directory,
            KeyedHash hash,
            RecordedLookup lookup,
            PaymentTracker tracker,
            PaymentProducer producer,
            StepUp stepUp,
            ApiSettings settings) {
        AcceptingDate acceptingDate = new AcceptingDate(bank.businessDates(), settings.businessDateCache());
        PaymentResolver resolver =
                new PaymentResolver(directory, bank.holders(), acceptingDate, stepUp, settings, Clock.systemUTC());
        return new PaymentIntake(lookup, tracker, resolver, producer, hash, settings.maxAmountMajor());
    }
}
