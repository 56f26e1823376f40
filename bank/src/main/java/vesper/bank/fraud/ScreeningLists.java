package vesper.bank.fraud;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditLog;
import vesper.bank.screening.Lists;
import vesper.bank.screening.Lists.Listed;
import vesper.bank.screening.Lists.Snooze;
import vesper.bank.screening.RuleEdit;
import vesper.bank.screening.RuleFile;
import vesper.bank.screening.RuleSet;

/**
 * The lists, snoozes and thresholds of screening, which are part of the rules in force. A change that only holds more payments comes into
 * force at once, and into the proposals that wait; one by which some may pass, or that moves a threshold, is a proposal like that
 * of a rule: tried, and approved by another person.
 */
public final class ScreeningLists {
    private final ScreeningBook book;
    private final RuleProposals proposals;
    private final AuditLog audit;
    private final Clock clock;

    public ScreeningLists(ScreeningBook book, RuleProposals proposals, AuditLog audit, Clock clock) {
        this.book = book;
        this.proposals = proposals;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Puts an entry on its list, in the place of what the list said of the same value.
     *
     * @return the proposal that it has become; empty if it is in force
     */
    public OptionalLong put(Listed entry, Actor by) {
        return change((text, version) -> RuleEdit.put(text, entry, version), words("", entry), by);
    }

    /** Takes from an entry's list what it says of the value. Answers like {@link #put(Listed, Actor)}. */
    public OptionalLong end(Listed entry, Actor by) {
        return change((text, version) -> RuleEdit.remove(text, entry, version), words("end ", entry), by);
    }

    /** Keeps a rule silent for a customer or an account. Answers like {@link #put(Listed, Actor)}. */
    public OptionalLong put(Snooze snooze, Actor by) {
        return change((text, version) -> RuleEdit.put(text, snooze, version), words("", snooze), by);
    }

    /** Lets a rule act for them again. Answers like {@link #put(Listed, Actor)}. */
    public OptionalLong end(Snooze snooze, Actor by) {
        return change((text, version) -> RuleEdit.remove(text, snooze, version), words("end ", snooze), by);
    }

    /**
     * Proposes other thresholds.
     *
     * @return the proposal
     */
    public long propose(RuleSet.Thresholds thresholds, Actor by) {
        return book.changing(() -> {
            String text = book.rules();
            String version = proposals.nextVersion(RuleFile.parse(text).version());
            return proposals.propose(RuleEdit.put(text, thresholds, version), "thresholds", by);
        });
    }

    private OptionalLong change(BinaryOperator<String> edit, String what, Actor by) {
        return book.changing(() -> {
            String before = book.rules();
            RuleSet inForce = RuleFile.parse(before);
            String version = proposals.nextVersion(inForce.version());
            String after = edit.apply(before, version);
            Lists lists = RuleFile.parse(after).lists();
            if (lists.opens(inForce.lists(), clock.millis())) {
                return OptionalLong.of(proposals.propose(after, what, by));
            }
            proposals.carry(inForce.version(), version, edit);
            book.publishRules(after, by);
            audit.append(AuditEvent.done(by, "rules.list", "rules " + version, what));
            return OptionalLong.empty();
        });
    }

    private static String words(String end, Listed entry) {
        return end + (entry.block() ? "block " : "allow ") + entry.kind().name().toLowerCase(Locale.ROOT) + " "
                + entry.value() + until(entry.untilMs());
    }

    private static String words(String end, Snooze snooze) {
        return end + "snooze " + snooze.rule() + " " + snooze.of() + until(snooze.untilMs());
    }

    private static String until(long untilMs) {
        return " until " + Instant.ofEpochMilli(untilMs);
    }
}
