package vesper.api.privacy;

import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import vesper.api.Services;
import vesper.api.limits.SecurityHeaders;

/** Opens the pages to everybody: who may collect is decided by the link and the secret. */
@Configuration(proxyBeanMethods = false)
class CollectionBeans {
    @Bean
    @Order(14)
    @Conditional(Services.HandsOutTokens.class)
    SecurityFilterChain collectionChain(HttpSecurity http) {
        return http.securityMatcher(CollectionPage.PATH + "**", DocumentPage.PATH + "**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .headers(SecurityHeaders::ofForms)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(STATELESS))
                // The link is the secret that a forged request would lack, and there is no session to ride on.
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .build();
    }
}
