package vesper.batch.operator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vesper.bank.Bank;
import vesper.bank.audit.Actor;
import vesper.bank.exceptions.ExceptionItem;
import vesper.bank.exceptions.ExceptionItems;
import vesper.bank.exceptions.ExceptionRules;
import vesper.bank.exceptions.ExceptionRules.Command;
import vesper.bank.exceptions.ExceptionRules.Verdict;
import vesper.bank.exceptions.ExceptionSearch;
import vesper.bank.exceptions.ExceptionState;
import vesper.batch.operator.OperationRefusedException.Reason;
import vesper.batch.task.Mending;

/**
 * What operators do about exceptions: have the step try again, skip with a reason, mark as fixed, and decide on what another has
 * proposed. Each is one transaction, and in the audit log as {@code exception.retry}, {@code .skip}, {@code .fix}, {@code
 * .approve} or {@code .reject}, refused or not.
 */
public final class ExceptionDesk {
    private final Bank bank;
    private final ExceptionItems items;
    private final Map<String, Mending> mendings = new HashMap<>();
    private final Audited audited;

    /** @param mendings one for each step that raises exceptions */
    public ExceptionDesk(Bank bank, List<Mending> mendings) {
        this.bank = bank;
        this.items = bank.exceptions();
        this.audited = new Audited(bank.audit());
        mendings.forEach(mending -> this.mendings.put(mending.step(), mending));
    }

    /** What an action came to. */
    public record Outcome(ExceptionItem item, Mending.Retried retried) {}

    /** A page of exceptions, newest first; see {@link ExceptionItems#list}. */
    public List<ExceptionItem> list(ExceptionSearch search, long beforeId, int limit) {
        return items.list(search, beforeId, limit);
    }

    public Optional<ExceptionItem> find(long id) {
        return items.find(id);
    }

    /** How many wait for a person. */
    public long countWaiting() {
        return items.countWaiting();
    }

    /** Has the step try the item again, now or, where a business date is needed, by the next close. */
    public Outcome retry(Actor actor, long id) {
        return audited(actor, Command.RETRY, id, () -> retried(id), outcome -> {
            String reason = outcome.retried().reason();
            return reason == null ? outcome.retried().result().name() : reason;
        });
    }

    private Outcome retried(long id) {
        ExceptionItem item = lock(id);
        decide(item, Command.RETRY, "", "");
        Mending.Retried retried =
                mending(item).retry(item, bank.businessDates().holdStill().acceptingDate());
        switch (retried.result()) {
            case DONE ->
                items.settle(item.failed().step(), List.of(item.failed().key()));
            case TONIGHT -> items.againTonight(item);
            case REFUSED -> items.stillOpen(item, Objects.requireNonNull(retried.reason()));
        }
        return new Outcome(items.find(id).orElseThrow(), retried);
    }

    /** Gives the item up; if it is about money, proposes so. */
    public ExceptionItem skip(Actor actor, long id, String reason) {
        return moved(actor, Command.SKIP, id, reason);
    }

    /** Says that the item was done by other means; if it is about money, another has to agree. */
    public ExceptionItem fixed(Actor actor, long id, String how) {
        return moved(actor, Command.FIX, id, how);
    }

    /** Agrees to what another has proposed. */
    public ExceptionItem approve(Actor actor, long id) {
        return moved(actor, Command.APPROVE, id, "");
    }

    /** Takes back what was proposed: the exception waits again. */
    public ExceptionItem reject(Actor actor, long id) {
        return moved(actor, Command.REJECT, id, "");
    }

    private ExceptionItem moved(Actor actor, Command command, long id, String note) {
        String words = note.strip();
        return audited(
                actor,
                command,
                id,
                () -> move(actor, command, id, words),
                item -> item.state().name());
    }

    private ExceptionItem move(Actor actor, Command command, long id, String note) {
        ExceptionItem item = lock(id);
        ExceptionState to = decide(item, command, actor.name(), note);
        items.move(item, to, actor.name(), note);
        if (to.closed()) {
            mending(item).giveUp(item);
        }
        return items.find(id).orElseThrow();
    }

    /** In one transaction with its note in the audit log; a refusal is noted after the transaction is undone. */
    private <T> T audited(Actor actor, Command command, long id, Supplier<T> deed, Function<T, String> detail) {
        return audited.act(
                actor,
                "exception." + command.name().toLowerCase(java.util.Locale.ROOT),
                "exception " + id,
                deed,
                detail,
                bank.transaction());
    }

    private ExceptionItem lock(long id) {
        return items.lock(id)
                .orElseThrow(
                        () -> new OperationRefusedException(Reason.UNKNOWN_EXCEPTION, "there is no exception " + id));
    }

    private static ExceptionState decide(ExceptionItem item, Command command, String by, String note) {
        Verdict verdict = ExceptionRules.decide(item, command, by, note);
        if (verdict instanceof Verdict.To to) {
            return to.state();
        }
        String which = "exception " + item.id();
        throw switch (((Verdict.Refused) verdict).reason()) {
            case CLOSED ->
                new OperationRefusedException(Reason.EXCEPTION_STATE, which + " is closed already: " + item.state());
            case PROPOSED ->
                new OperationRefusedException(
                        Reason.EXCEPTION_STATE,
                        which + " waits for another to decide on what " + item.proposedBy() + " has proposed");
            case NOT_PROPOSED ->
                new OperationRefusedException(Reason.EXCEPTION_STATE, "nothing was proposed about " + which);
            case FOUR_EYES ->
                new OperationRefusedException(
                        Reason.FOUR_EYES, "money is given up by two: another than " + by + " must approve it");
            case NOTE ->
                new OperationRefusedException(Reason.NOTE_MISSING, "a reason must be given, of at most 500 characters");
        };
    }

    private Mending mending(ExceptionItem item) {
        return Objects.requireNonNull(
                mendings.get(item.failed().step()),
                () -> "nothing mends step " + item.failed().step());
    }
}
