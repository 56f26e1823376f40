package vesper.console;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import vesper.batch.BatchJobs;

/**
 * The console as a process of its own, over the database of {@code spring.datasource.*}. It leaves the schema to the
 * process that has the migrations of all modules, and the schedule of the night to the process that runs the bank: it runs
 * the jobs that operators start in it, and no others unless told.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({Console.class, BatchJobs.class})
public class ConsoleApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application before it runs. */
    static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ConsoleApplication.class)
                .properties("vesper.batch.schedule-enabled=false", "vesper.batch.resume-at-start=false");
    }
}
