package vesper.api.signin;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vesper.api.ApiSettings;
import vesper.api.Services;
import vesper.api.audit.AuditWriter;
import vesper.api.caller.StepUp;
import vesper.api.caller.StepUpSettings;
import vesper.api.limits.SecurityHeaders;
import vesper.api.sentcode.Contacts;
import vesper.api.sentcode.SentCodes;
import vesper.bank.Bank;
import vesper.bank.signin.Sealed;
import vesper.bank.signin.SignInThrottle;

/** Wires the sign-in of customers; its pages are open, since who opens them is not signed in yet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInSettings.class, StepUpSettings.class})
class SignInBeans implements WebMvcConfigurer {
    @Bean
    Sessions customerSessions(Bank bank) {
        return new Sessions(bank.jdbc());
    }

    @Bean
    RememberedDevices rememberedDevices(Bank bank) {
        return new RememberedDevices(bank.jdbc());
    }

    @Bean
    Logins customerLogins(Bank bank, ApiSettings settings, Sessions sessions, RememberedDevices devices) {
        return new Logins(
                bank.jdbc(),
                bank.transaction(),
                bank.customerNotices(),
                new Sealed(settings.requestHashKeyBytes(), "second factors of customers"),
                sessions,
                devices);
    }

    @Bean
    SignInAudit signInAudit(AuditWriter auditWriter) {
        return new SignInAudit(auditWriter::add);
    }

    @Bean
    ContactDesk customerContacts(Bank bank, SentCodes sentCodes, SignInAudit audit, RememberedDevices devices) {
        return new ContactDesk(
                new Contacts(bank.jdbc()), sentCodes, bank.customerNotices(), bank.transaction(), audit, devices);
    }

    @Bean
    Passkeys customerPasskeys(Bank bank, SignInSettings settings, ApiSettings api, RememberedDevices devices) {
        return new Passkeys(bank.jdbcTemplate(), bank.customerNotices(), devices, settings.relyingParty(api.issuer()));
    }

    @Bean
    Browser customerBrowser(CustomerContext context, StepUp stepUp) {
        return new Browser(context, stepUp);
    }

    @Bean
    SignIn customerSignIn(
            Logins logins,
            Sessions sessions,
            SignInSettings settings,
            SignInAudit audit,
            ContactDesk contacts,
            RememberedDevices devices) {
        BreachedPasswords breached =
                settings.breachList() == null ? new CommonPasswords() : new PasswordRange(settings.breachList());
        Clock clock = Clock.systemUTC();
        return new SignIn(
                logins,
                new Passwords(breached),
                sessions,
                new SignInThrottle(settings.failures(), settings.delay(), clock),
                audit,
                contacts,
                devices,
                clock);
    }

    @Bean
    CustomerContext customerContext(Sessions sessions) {
        return new CustomerContext(sessions, Clock.systemUTC());
    }

    /** Part of security chains only. */
    @Bean
    FilterRegistrationBean<CustomerContext> customerContextFilter(CustomerContext context) {
        FilterRegistrationBean<CustomerContext> registration = new FilterRegistrationBean<>(context);
        registration.setEnabled(false);
        return registration;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/sign-in/assets/**")
                .addResourceLocations("classpath:/signin-assets/", "classpath:/vesper/signin/");
    }

    @Bean
    @Order(13)
    @Conditional(Services.HandsOutTokens.class)
    SecurityFilterChain signInChain(HttpSecurity http, CustomerContext context) {
        return http.securityMatcher("/sign-in", "/sign-in/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .securityContext(security -> security.securityContextRepository(context.repository()))
                .headers(SecurityHeaders::ofForms)
                .requestCache(cache -> cache.disable())
                .build();
    }
}
