package vesper.console;

import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.http.CacheControl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import vesper.bank.Bank;
import vesper.bank.signin.SignInThrottle;
import vesper.console.signin.PasskeySettings;
import vesper.console.signin.SecondFactorSettings;
import vesper.console.signin.StaffAccounts;

/**
 * The console as a part to import into an application: pages under {@code /console}, REST under {@code /operator/v1}. The
 * application gives it {@link vesper.batch.operator.Operations} and {@link vesper.reporting.Reporting}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ConsoleSettings.class, PasskeySettings.class, SecondFactorSettings.class})
@ComponentScan(excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ConsoleApplication.class))
public class Console implements WebMvcConfigurer {
    private static final int LARGEST_FORM = 20 * 1024 * 1024;
    private static final int LARGEST_IN_MEMORY = 256 * 1024;

    @Bean
    @ConditionalOnMissingBean
    Bank bank(DataSource dataSource, PlatformTransactionManager transactionManager) {
        return new Bank(dataSource, transactionManager);
    }

    @Bean
    StaffAccounts staffAccounts(Bank bank) {
        return new StaffAccounts(bank);
    }

    @Bean
    SignInThrottle signInThrottle(ConsoleSettings settings) {
        return new SignInThrottle(settings.signInFailures(), settings.signInDelay(), Clock.systemUTC());
    }

    /**
     * How much a form with files may send; what is more than a page takes, but less than this, is told in words. Only small ones
     * are held in memory while they arrive.
     */
    @Bean
    @ConditionalOnMissingBean
    MultipartConfigElement multipart() {
        return new MultipartConfigElement("", LARGEST_FORM, LARGEST_FORM, LARGEST_IN_MEMORY);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ActorArgument());
    }

    /** Own files and libraries, checked for change on each use: they come from the same machine as the pages. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/lib/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new LiteWebJarsResourceResolver());
        registry.addResourceHandler("/console/assets/**")
                .addResourceLocations("classpath:/console-assets/", "classpath:/vesper/signin/")
                .setCacheControl(CacheControl.noCache());
    }
}
