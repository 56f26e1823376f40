package vesper.up;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import vesper.api.OnlineApi;
import vesper.console.Console;

/** The web parts of the bank in one server: the online API and the staff's console. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({OnlineApi.class, Console.class})
class WebApplication {}
