package vesper.reporting.statement;

import static vesper.reporting.pdf.Weight.REGULAR;
import static vesper.reporting.statement.Paper.GOLD;
import static vesper.reporting.statement.Paper.INK;
import static vesper.reporting.statement.Paper.LEFT;
import static vesper.reporting.statement.Paper.ROW;
import static vesper.reporting.statement.Paper.SOFT;
import static vesper.reporting.statement.Paper.TEXT_SIZE;
import static vesper.reporting.statement.Paper.TINT;
import static vesper.reporting.statement.Paper.WIDTH;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import vesper.bank.ledger.EntryKind;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.pdf.PdfPage;
import vesper.reporting.pdf.Role;
import vesper.reporting.statement.LoanFigures.Figure;
import vesper.reporting.statement.Spending.Share;

/**
 * What follows the closing balance: at the left interest and fees, or the loan, and what is reserved; at the right where the
 * money went.
 */
final class StatementTail {

    private static final double GAP = 28;
    private static final double COLUMN = (WIDTH - GAP) / 2;
    private static final double CHART = LEFT + COLUMN + GAP;

    /** Shares that are shown by themselves, and holds. */
    private static final int MOST_SHARES = 6;

    private static final int MOST_HOLDS = 3;

    private final Paper paper;
    private final Statement statement;
    private final Wording words;
    private final Notation notation;
    private final List<Figure> lines = new ArrayList<>();
    private final List<Share> shares;

    StatementTail(Paper paper, Statement statement, Wording words, Notation notation) {
        this.paper = paper;
        this.statement = statement;
        this.words = words;
        this.notation = notation;
        LoanPeriod loan = statement.loan();
        if (loan == null) {
            interest(statement.interest());
        } else {
            lines.addAll(LoanFigures.of(loan, words, notation));
        }
        holds();
        this.shares = Spending.of(statement, MOST_SHARES);
    }

    /** Room that it takes, in rows of the table. */
    int rows() {
        int none = statement.entries().isEmpty() ? 1 : 0;
        return none + 3 + Math.max(lines.size(), shares.size());
    }

    void draw(PdfPage page, double top) {
        double y = top;
        if (statement.entries().isEmpty()) {
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, TEXT_SIZE, SOFT, LEFT, y + 14, words.get("none"));
            page.close();
            y += ROW;
        }
        y += ROW;
        double row = paper.blockHead(page, LEFT, y, COLUMN, words.get(statement.loan() == null ? "interest" : "loan"));
        for (Figure line : lines) {
            String label = paper.fit(REGULAR, TEXT_SIZE, COLUMN - 80, line.label());
            row = paper.blockRow(page, LEFT, row, COLUMN, label, line.value());
        }
        if (!shares.isEmpty()) {
            chart(page, y);
        }
    }

    /** Bars, the largest as wide as its column; the figures beside them say the same to who does not see them. */
    private void chart(PdfPage page, double top) {
        double row = paper.blockHead(page, CHART, top, COLUMN, words.get("spending"));
        double bars = CHART + 92;
        double room = COLUMN - 92 - 62;
        double largest = shares.stream().mapToLong(Share::amountMinor).max().orElse(1);
        for (Share share : shares) {
            page.rectangle(bars, row - 6, room, 7, TINT);
            page.rectangle(bars, row - 6, Math.max(.5, room * (share.amountMinor() / largest)), 7, GOLD);
            page.open(Role.PARAGRAPH);
            page.text(REGULAR, TEXT_SIZE, SOFT, CHART, row, paper.fit(REGULAR, TEXT_SIZE, 86, words.spending(share)));
            String amount = notation.amount(share.amountMinor());
            double size = paper.shrink(REGULAR, TEXT_SIZE, 58, amount);
            page.textRight(REGULAR, size, INK, CHART + COLUMN, row, amount);
            page.close();
            row += ROW;
        }
    }

    private void interest(Statement.Interest interest) {
        if (interest.rateBps() != null) {
            line("interestRate", notation.rate(interest.rateBps()));
        }
        if (interest.accruedMinor() != null) {
            line("interestAccrued", notation.amount(interest.accruedMinor()));
        }
        line("interestPosted", notation.amount(interest.postedMinor()));
        long withheldMinor = -statement.totalMinor(EntryKind.WITHHOLDING_TAX);
        if (withheldMinor != 0) {
            line("taxWithheld", notation.amount(withheldMinor));
        }
        if (interest.overdraftRateBps() != null) {
            line("overdraftRate", notation.rate(interest.overdraftRateBps()));
        }
        line("overdraftInterest", notation.amount(statement.totalMinor(EntryKind.OVERDRAFT_INTEREST)));
        line(
                "fees",
                notation.amount(statement.totalMinor(EntryKind.FEE) + statement.totalMinor(EntryKind.ACCOUNT_FEE)));
    }

    private void holds() {
        List<Statement.Hold> holds = statement.holds();
        if (holds.isEmpty()) {
            return;
        }
        line("held", notation.amount(statement.heldMinor()));
        for (Statement.Hold hold : holds.subList(0, Math.min(MOST_HOLDS, holds.size()))) {
            String until = MessageFormat.format(words.get("heldUntil"), notation.date(hold.until()));
            lines.add(new Figure(hold.text() + ", " + until, notation.amount(hold.amountMinor())));
        }
    }

    private void line(String label, String value) {
        lines.add(new Figure(words.get(label), value));
    }
}
