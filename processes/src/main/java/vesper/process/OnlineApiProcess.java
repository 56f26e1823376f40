package vesper.process;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Import;
import vesper.api.OnlineApi;

/** The online API, whole or the services that {@code VESPER_SERVICES} names. Any number of these may run. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Surroundings.class, OnlineApi.class})
public class OnlineApiProcess {
    public static void main(String[] arguments) {
        SpringApplication.run(OnlineApiProcess.class, arguments);
    }
}
