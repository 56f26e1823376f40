package vesper.bank.servicing;

import java.util.UUID;
import vesper.bank.lending.Loan;

/**
 * A loan as it is stored. What is owed of it is {@code loan().state()}.
 *
 * @param accountId its account, whose balance is the principal owed, negative
 * @param number IBAN of that account
 * @param openingId under which it was opened
 * @param linkedAccountId where the principal goes and the instalments come from
 * @param loan without accruals: interest is recognised outside of its transactions
 * @param interestRecognisedMinor interest booked as income so far, minor units
 * @param agenda when the night next looks at it
 */
public record LoanAccount(
        long accountId,
        String number,
        UUID openingId,
        long linkedAccountId,
        String productCode,
        Loan loan,
        long interestRecognisedMinor,
        Agenda agenda) {

    public String currency() {
        return loan.terms().currency();
    }

    /** The same account with its loan as it is then. */
    LoanAccount with(Loan newLoan, long recognisedMinor, Agenda newAgenda) {
        return new LoanAccount(
                accountId, number, openingId, linkedAccountId, productCode, newLoan, recognisedMinor, newAgenda);
    }
}
