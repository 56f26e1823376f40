package vesper.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vesper.bank.Bank;
import vesper.bank.event.EventCodec;
import vesper.bank.event.PaymentDecided;
import vesper.bank.event.UnreadableEventException;
import vesper.bank.screening.Features;
import vesper.bank.screening.Screening;

/** {@code vesper replay}: computes a recorded decision again. */
@Command(
        name = "replay",
        description = "Computes a recorded decision again, from its features, with the rules and the model that judged"
                + " it. Status 1 if a byte differs.")
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(paramLabel = "ID", description = "Id of the payment that was decided on.")
    private UUID id = new UUID(0, 0);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (BankDatabase database = BankDatabase.open(home.folder())) {
            Optional<byte[]> recorded = database.bank()
                    .jdbc()
                    .sql("select decision from payment where id = :id")
                    .param("id", id)
                    .query(byte[].class)
                    .optional();
            if (recorded.isEmpty()) {
                throw new CommandFailure("no decision on " + id + " is recorded");
            }
            boolean same = same(database.bank(), recorded.get(), out);
            out.flush();
            return same ? Failures.DONE : Failures.FOUND_WRONG;
        }
    }

    private boolean same(Bank bank, byte[] recorded, PrintWriter out) {
        PaymentDecided decided;
        Screening judge;
        try {
            decided = EventCodec.DECIDED.decode(recorded);
            judge = bank.screening().judgeOf(decided);
        } catch (UnreadableEventException | IllegalArgumentException e) {
            throw new CommandFailure("cannot replay " + id + ": " + e.getMessage(), e);
        }
        if (!decided.getDecidedBy().equals(Screening.DECIDED_BY)) {
            throw new CommandFailure(id + " was decided by " + decided.getDecidedBy() + ", not by screening");
        }
        PaymentDecided again = judge.decide(
                decided.getPayment(),
                Features.of(decided.getFeatures()),
                decided.getSourcePartition(),
                decided.getSourceOffset());
        // What an older version of the bank recorded is held against in the encoding of today.
        boolean same = Arrays.equals(EventCodec.DECIDED.encode(decided), EventCodec.DECIDED.encode(again));
        out.println((same ? "the same bytes: " : "DIFFERENT: ") + decided.getDecision() + " "
                + decided.getScore() + ", rules " + decided.getRuleSetVersion() + ", model "
                + decided.getModelVersion());
        if (!same) {
            out.println("  recorded " + decided);
            out.println("  replayed " + again);
        }
        return same;
    }
}
