package vesper.inbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;

/**
 * The pages of the inbox under {@code /inbox}, for an application that has an {@link Inbox} bean. Whose eyes they are for
 * is the business of the filter chain that covers that path.
 */
@Configuration(proxyBeanMethods = false)
public class InboxPages implements WebMvcConfigurer {
    @Bean
    InboxController inboxController(Inbox inbox) {
        return new InboxController(inbox);
    }

    /** Own files and libraries, checked for change on each use: they come from the same machine as the pages. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/inbox/assets/lib/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new LiteWebJarsResourceResolver());
        registry.addResourceHandler("/inbox/assets/**")
                .addResourceLocations("classpath:/inbox-assets/")
                .setCacheControl(CacheControl.noCache());
    }
}
