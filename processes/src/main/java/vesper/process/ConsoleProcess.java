package vesper.process;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import vesper.api.session.SharedSessions;
import vesper.batch.BatchJobs;
import vesper.console.Console;

/**
 * The staff's console and the operator API. It runs the jobs that operators start in it; the schedule of the night, and what a
 * dead process left unfinished, are the {@link BatchProcess}'s.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Surroundings.class, Console.class, BatchJobs.class, SharedSessions.class})
public class ConsoleProcess {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(ConsoleProcess.class)
                .properties("vesper.batch.schedule-enabled=false", "vesper.batch.resume-at-start=false")
                .run(arguments);
    }
}
