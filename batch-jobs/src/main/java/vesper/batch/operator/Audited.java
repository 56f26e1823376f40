package vesper.batch.operator;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionTemplate;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditEvent.Outcome;
import vesper.bank.audit.AuditLog;

/** Does what an operator asks for, and notes in the audit log that it was asked and how it went. */
final class Audited {
    private final AuditLog log;

    Audited(AuditLog log) {
        this.log = log;
    }

    /** Notes what was done. */
    void note(Actor actor, String action, String object, String detail) {
        log.append(AuditEvent.done(actor, action, object, detail));
    }

    /**
     * Carries out an action. One that is refused or fails is noted too, with the reason's code or the class of the error.
     *
     * @param detail what to note of the result
     */
    <T> T act(Actor actor, String action, String object, Supplier<T> deed, Function<T, String> detail) {
        T result = attempt(actor, action, object, deed);
        note(actor, action, object, detail.apply(result));
        return result;
    }

    /** The same for an action on the database: the note that it was done is part of its transaction. */
    <T> T act(
            Actor actor,
            String action,
            String object,
            Supplier<T> deed,
            Function<T, String> detail,
            TransactionTemplate transaction) {
        Supplier<T> whole = () -> Objects.requireNonNull(transaction.execute(status -> {
            T result = deed.get();
            note(actor, action, object, detail.apply(result));
            return result;
        }));
        return attempt(actor, action, object, whole);
    }

    private <T> T attempt(Actor actor, String action, String object, Supplier<T> deed) {
        try {
            return deed.get();
        } catch (OperationRefusedException e) {
            log.append(AuditEvent.refused(actor, action, object, e.reason().name()));
            throw e;
        } catch (RuntimeException e) {
            log.append(new AuditEvent(
                    actor, action, object, null, Outcome.FAILED, e.getClass().getSimpleName()));
            throw e;
        }
    }
}
