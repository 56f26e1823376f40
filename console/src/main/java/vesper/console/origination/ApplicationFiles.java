package vesper.console.origination;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vesper.bank.Bank;
import vesper.bank.account.Account;
import vesper.bank.customer.Customer;
import vesper.bank.foureyes.FourEyes;
import vesper.bank.origination.ApplicationState;
import vesper.bank.origination.LoanApplication;
import vesper.bank.origination.LoanApplications;
import vesper.bank.origination.LoanOffer;
import vesper.bank.origination.LoanProduct;
import vesper.bank.origination.Score;

/** Gathers what an underwriter needs to know of an application. */
@Component
class ApplicationFiles {
    private final Bank bank;
    private final LoanApplications applications;

    ApplicationFiles(Bank bank) {
        this.bank = bank;
        applications = bank.loanApplications();
    }

    /**
     * A line of the list.
     *
     * @param why the foremost reason why rules left it to people, or that it is not paid out
     */
    record Line(
            LoanApplication application,
            String customer,
            @Nullable String proposer,
            String why) {}

    /** What an attribute gave to the score, in percent of the most it could give. */
    record ScoreLine(Score.Reason reason, int share) {}

    /**
     * All of an application.
     *
     * @param proposer who of the staff proposed the decision that waits for a check
     */
    record Dossier(
            LoanApplication application,
            LoanProduct product,
            Customer customer,
            Account account,
            List<ScoreLine> scores,
            List<LoanApplication.Step> steps,
            @Nullable LoanOffer offer,
            @Nullable String proposer) {
        public boolean waits() {
            return application.state().waits();
        }

        public boolean referred() {
            return application.state() == ApplicationState.REFERRED;
        }

        public boolean accepted() {
            return application.state() == ApplicationState.ACCEPTED;
        }

        /** Whether approval, and not decline, is what waits for a check. */
        public boolean approvalProposed() {
            return application.state() == ApplicationState.APPROVAL_PROPOSED;
        }

        /** {@code ann} for {@code staff:ann}; others as they are. */
        public String name(String by) {
            return by.startsWith(FourEyes.STAFF) ? by.substring(FourEyes.STAFF.length()) : by.replace(":", " ");
        }
    }

    List<Line> waiting(int from, int limit) {
        return applications.waiting(from, limit).stream()
                .map(application ->
                        new Line(application, customer(application).name(), proposer(application), why(application)))
                .toList();
    }

    private static String why(LoanApplication application) {
        return application.state() == ApplicationState.ACCEPTED
                ? "Accepted and not paid out"
                : application.assessment().decision().reasons().get(0).detail();
    }

    Optional<Dossier> find(UUID id) {
        return applications
                .find(id)
                .map(application -> new Dossier(
                        application,
                        bank.loanProducts()
                                .version(application.request().productCode(), application.productVersion())
                                .orElseThrow(),
                        customer(application),
                        bank.accounts().byId(application.accountId()).orElseThrow(),
                        application.assessment().score().reasons().stream()
                                .map(reason -> new ScoreLine(reason, share(reason)))
                                .toList(),
                        applications.steps(id),
                        applications.offer(id).orElse(null),
                        proposer(application)));
    }

    private Customer customer(LoanApplication application) {
        return bank.customers().byId(application.customerId()).orElseThrow();
    }

    private static int share(Score.Reason reason) {
        return reason.best() <= 0 ? 0 : Math.max(0, reason.points() * 100 / reason.best());
    }

    private static @Nullable String proposer(LoanApplication application) {
        String by = application.proposedBy();
        return by == null ? null : by.substring(FourEyes.STAFF.length());
    }
}
