package vesper.console.review;

import java.util.ArrayList;
import java.util.List;
import vesper.bank.fraud.Investigation.Link;
import vesper.bank.payment.Payment;
import vesper.console.Show;

/** The draft of a report of suspicious activity: what is known, in the order in which such reports ask for it. */
final class SuspicionReport {
    private SuspicionReport() {}

    static String draft(InvestigationFiles.File file, Show show) {
        List<String> lines = new ArrayList<>();
        lines.add("Subject: " + file.file().customer());
        file.accounts()
                .forEach(account -> lines.add("Account: " + show.account(account.number()) + ", opened "
                        + account.openedOn() + ", balance " + show.amount(account.balanceMinor(), account.currency())));
        lines.add("");
        lines.add("Suspicious payments:");
        for (InvestigationFiles.Alert alert : file.alerts()) {
            Payment payment = alert.payment();
            lines.add("- " + show.time(payment.occurredAt()) + " UTC: "
                    + show.amount(payment.amountMinor(), payment.currency()) + " to "
                    + (payment.merchant() == null ? "account " + payment.creditorAccountId() : payment.merchant())
                    + " ("
                    + show.words(alert.file().state()).toLowerCase(java.util.Locale.ROOT) + ")");
            alert.reasons().forEach(reason -> lines.add("    " + reason.detail()));
        }
        lines.add("");
        lines.add("Others involved:");
        for (Link link : file.links()) {
            lines.add("- " + link.customer() + ": the same " + link.by() + ", " + link.shared());
        }
        lines.add(file.links().isEmpty() ? "- none known" : "");
        lines.add("");
        lines.add("Why this is suspicious, and what the bank did:");
        return String.join("\n", lines);
    }
}
