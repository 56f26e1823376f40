package vesper.api.sentcode;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vesper.api.ApiSettings;
import vesper.api.field.KeyedDigest;
import vesper.bank.Bank;

/** Wires the codes that are sent. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CodeSettings.class)
class CodeBeans {
    @Bean
    SentCodes sentCodes(Bank bank, ApiSettings api, CodeSettings settings) {
        return new SentCodes(
                bank.jdbc(),
                bank.transaction(),
                new KeyedDigest(api.requestHashKeyBytes()),
                settings.senders(Clock.systemUTC()));
    }
}
