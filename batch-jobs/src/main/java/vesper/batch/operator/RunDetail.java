package vesper.batch.operator;

import java.util.List;

/** A run with the steps that are due on its business date, in order, those still to come included. */
public record RunDetail(RunView run, List<StepView> steps) {
    public RunDetail {
        steps = List.copyOf(steps);
    }
}
