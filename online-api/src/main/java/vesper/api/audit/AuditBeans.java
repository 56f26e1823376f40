package vesper.api.audit;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vesper.bank.Bank;

/** Wires the audit of calls. */
@Configuration(proxyBeanMethods = false)
class AuditBeans {
    @Bean
    AuditWriter auditWriter(Bank bank) {
        return new AuditWriter(bank.audit());
    }

    /** Part of the API's own security chain, where it is known who calls. */
    @Bean
    FilterRegistrationBean<AuditTrail> auditTrail(AuditWriter writer) {
        FilterRegistrationBean<AuditTrail> registration = new FilterRegistrationBean<>(new AuditTrail(writer));
        registration.setEnabled(false);
        return registration;
    }
}
