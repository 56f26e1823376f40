package vesper.process;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import vesper.batch.Batch;
import vesper.batch.BatchJobs;
import vesper.batch.workers.RangeWorker;

/**
 * Works on ranges of closes that batch processes run, where those are told to call them out ({@code VESPER_BATCH_WORKERS=kafka}). It
 * closes nothing by itself. Any number of these may run, and may be killed: the others go on with what one had begun.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({Surroundings.class, BatchJobs.class})
public class WorkerProcess {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(WorkerProcess.class)
                .profiles("background")
                .properties("vesper.batch.schedule-enabled=false", "vesper.batch.resume-at-start=false")
                .run(arguments);
    }

    @Bean(initMethod = "start")
    RangeWorker rangeWorker(Batch batch, @Value("${VESPER_WORKER_THREADS:2}") int threads) {
        return batch.rangeWorker(threads);
    }
}
