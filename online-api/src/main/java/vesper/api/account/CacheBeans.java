package vesper.api.account;

import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vesper.api.ApiSettings;
import vesper.bank.Bank;
import vesper.bank.event.KafkaServers;

/** Wires the cache of accounts, where there is a Redis for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${vesper.api.cache.redis:}'.isEmpty()")
@EnableConfigurationProperties(CacheSettings.class)
class CacheBeans {
    @Bean
    AccountCache accountCache(Bank bank, CacheSettings settings) {
        URI redis = Objects.requireNonNull(settings.redis());
        return new AccountCache(bank, redis, settings.kept(), Clock.systemUTC());
    }

    @Bean
    BookedFeed bookedFeed(AccountCache cache, ApiSettings settings, ObjectProvider<KafkaServers> servers) {
        return new BookedFeed(servers.getIfAvailable(() -> KafkaServers.plain(settings.kafka())), cache);
    }
}
