package vesper.reporting.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.bank.ledger.EntryKind;
import vesper.reporting.statement.Statement.Entry;

class StatementTest {
    private static final Statement SAMPLE = StatementSamples.january(5);

    @Test
    void openingPlusEntriesIsClosing() {
        Statement statement = StatementSamples.of(
                StatementSamples.HOLDER,
                StatementSamples.ACCOUNT,
                10_000,
                List.of(
                        StatementSamples.movement(1, EntryKind.CARD_PAYMENT, LocalDate.of(2026, 1, 3), "a", -3_000),
                        StatementSamples.movement(2, EntryKind.DEPOSIT, LocalDate.of(2026, 1, 9), "b", 500)));
        assertThat(statement.entries()).extracting(Entry::balanceAfterMinor).containsExactly(7_000L, 7_500L);
        assertThat(statement.creditsMinor()).isEqualTo(500);
        assertThat(statement.debitsMinor()).isEqualTo(-3_000);
        assertThat(statement.closingMinor()).isEqualTo(7_500);
    }

    @Test
    void aStatementThatDoesNotAddUpCannotBeMade() {
        assertThatThrownBy(() -> with(SAMPLE.openingMinor() + 1, SAMPLE.entries(), SAMPLE.closingMinor()))
                .hasMessageContaining("running balance");
        assertThatThrownBy(() -> with(SAMPLE.openingMinor(), SAMPLE.entries(), SAMPLE.closingMinor() - 1))
                .hasMessageContaining("closing balance");
        assertThatThrownBy(() -> with(SAMPLE.openingMinor(), SAMPLE.entries().subList(1, 5), SAMPLE.closingMinor()))
                .hasMessageContaining("does not add up");
        List<Entry> backwards = new java.util.ArrayList<>(SAMPLE.entries());
        java.util.Collections.reverse(backwards);
        assertThatThrownBy(() -> with(SAMPLE.openingMinor(), backwards, SAMPLE.closingMinor()))
                .hasMessageContaining("does not add up");
    }

    @Test
    void anEntryOutsideThePeriodIsRefused() {
        assertThatThrownBy(() -> StatementSamples.of(
                        StatementSamples.HOLDER,
                        StatementSamples.ACCOUNT,
                        0,
                        List.of(StatementSamples.movement(1, EntryKind.DEPOSIT, LocalDate.of(2026, 2, 1), "late", 1))))
                .hasMessageContaining("booking date");
    }

    @Test
    void balancesThatOverflowAreRefused() {
        assertThatThrownBy(() -> StatementSamples.of(
                        StatementSamples.HOLDER,
                        StatementSamples.ACCOUNT,
                        Long.MAX_VALUE,
                        List.of(StatementSamples.movement(
                                1, EntryKind.DEPOSIT, LocalDate.of(2026, 1, 1), "too much", 1))))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aPeriodMustNotEndBeforeItBegins() {
        assertThatThrownBy(() -> new Period(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 31)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Statement with(long opening, List<Entry> entries, long closing) {
        return new Statement(
                SAMPLE.bank(),
                SAMPLE.holder(),
                SAMPLE.account(),
                SAMPLE.period(),
                SAMPLE.issuedOn(),
                opening,
                entries,
                SAMPLE.creditsMinor(),
                SAMPLE.debitsMinor(),
                closing,
                SAMPLE.interest(),
                List.of(),
                null,
                null);
    }
}
