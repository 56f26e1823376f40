package vesper.console.review;

import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.fraud.RuleBacktests;
import vesper.console.EverySecond;

/** Looks every second for rules that are to be tried, and tries them, one after the other: those too that a dead process left. */
@Component
class RuleBacktestThread extends EverySecond {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBacktestThread.class);

    private final RuleBacktests backtests;

    RuleBacktestThread(Bank bank) {
        super("rule-back-tests", "cannot try rules");
        backtests = bank.ruleBacktests();
    }

    /** What was asked for stays so if it fails or this stops. */
    @Override
    protected void work() {
        try {
            backtests.workOff();
        } catch (CancellationException e) {
            LOG.info("{}", e.getMessage());
        }
    }
}
