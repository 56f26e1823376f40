package vesper.up;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import vesper.api.OnlineApi;
import vesper.batch.BatchJobs;
import vesper.console.Console;
import vesper.inbox.InboxPages;

/** The parts of the bank that share one server: the online API, the staff's console, the night and the inbox. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({OnlineApi.class, Console.class, BatchJobs.class, InboxPages.class})
class WebApplication {}
