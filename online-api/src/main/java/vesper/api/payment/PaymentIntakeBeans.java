package vesper.api.payment;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vesper.api.ApiSettings;
import vesper.bank.Bank;

/** Wires the intake of payments. */
@Configuration(proxyBeanMethods = false)
class PaymentIntakeBeans {
    @Bean
    PaymentTracker paymentTracker(ApiSettings settings) {
        return new PaymentTracker(settings.maxUnrecorded(), settings.settledMemory());
    }

    @Bean
    PaymentProducer paymentProducer(ApiSettings settings) {
        return new PaymentProducer(settings.kafka(), settings.kafkaTimeout());
    }

    @Bean
    PaymentFeed paymentFeed(PaymentTracker tracker, Bank bank, ApiSettings settings, PaymentProducer producer) {
        return new PaymentFeed(tracker, bank, settings, producer);
    }

    @Bean
    RecordedLookup recordedLookup(Bank bank) {
        return new RecordedLookup(bank.payments());
    }

    @Bean
    PaymentIntake paymentIntake(
            Bank bank, RecordedLookup lookup, PaymentTracker tracker, PaymentProducer producer, ApiSettings settings) {
        KeyedHash hash = new KeyedHash(settings.requestHashKeyBytes());
        Directory directory = new Directory(bank, bank.cards(settings.cardKeyBytes()), hash, settings.lookupCache());
        AcceptingDate acceptingDate = new AcceptingDate(bank.businessDates(), settings.businessDateCache());
        PaymentResolver resolver = new PaymentResolver(directory, acceptingDate, settings, Clock.systemUTC());
        return new PaymentIntake(lookup, tracker, resolver, producer, hash, settings.maxAmountMajor());
    }
}
