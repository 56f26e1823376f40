package vesper.batch;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Listeners that do something at a step of a run. */
final class Steps {
    private Steps() {}

    /** Does the action when the step begins, before its first chunk. */
    static StepExecutionListener before(String step, Runnable action) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution execution) {
                if (execution.getStepName().equals(step)) {
                    action.run();
                }
            }
        };
    }
}
