package vesper.bank.origination;

import java.time.LocalDate;

/** Moves applications on, within the transaction of the caller, and makes the offer when one is due. */
final class ApplicationMoves {
    private final ApplicationTable table;
    private final OfferTable offers;
    private final LoanProducts products;

    ApplicationMoves(ApplicationTable table, OfferTable offers, LoanProducts products) {
        this.table = table;
        this.offers = offers;
        this.products = products;
    }

    /** The version that an application was made under. */
    LoanProduct product(LoanApplication application) {
        return products.version(application.request().productCode(), application.productVersion())
                .orElseThrow();
    }

    /** Records a step to the next state, with the offer if that is what it is. */
    void move(LoanApplication now, ApplicationState to, String by, String reason, LocalDate today) {
        if (to == ApplicationState.OFFERED) {
            offers.insert(
                    now.id(),
                    LoanOffer.of(
                            product(now),
                            now.request().amountMinor(),
                            now.request().instalments(),
                            now.assessment().ratePct(),
                            today));
        }
        table.step(now.id(), now.state(), to, by, now.proposedBy(), reason, today);
    }
}
