package vesper.bank.exceptions;

/** What a person is to do about an exception, by the reason's code. */
public final class Advice {
    private Advice() {}

    /** One or two sentences. */
    public static String of(FailedItem failed) {
        return switch (failed.reason()) {
            case "INSUFFICIENT_FUNDS" -> withoutFunds(failed);
            case "ACCOUNT_FROZEN", "DEBIT_BLOCKED", "CREDIT_BLOCKED" ->
                "See why the account is barred. Lift that and retry, or skip.";
            case "ACCOUNT_CLOSED" ->
                "The account is gone: find where the money belongs, book it by hand, mark as fixed.";
            case "ACCOUNT_DORMANT" -> "The holder must wake the account; then retry.";
            case "NOT_COMPUTABLE" ->
                "The loan's terms or history make no sense; the log has the error. Mend them, then retry.";
            case "AC04", "AC06", "AM02", "AM03", "AM04", "MD01", "MS03" ->
                "The direct debit went back to its creditor under this code. See whether the debtor must be told, then skip.";
            case "UNRENDERABLE" ->
                "The log has the error. Mend what it names, then retry; or skip and write the letter.";
            case "NOT_GATHERED" ->
                "The log has the error. Mend it before the day that it is due; the next night tries again.";
            case "NO_ADDRESS" -> "Enter the customer's mail address, then retry; or skip and send the letter.";
            case "MAIL_BOUNCED" ->
                "Read under Mail what came back. Ask the customer for an address that works, then retry; or skip.";
            case "MAIL_REFUSED" -> "Read the server's answer under Mail. Mend the address and retry, or skip.";
            default -> "The ledger refused it. Mend the cause and retry; or book it by hand and mark as fixed.";
        };
    }

    private static String withoutFunds(FailedItem failed) {
        if (!failed.money()) {
            return "Nothing is to be booked: the holder chose so. Tell the holder, then skip.";
        }
        return failed.triedAgain()
                ? "Nothing: the coming nights try again, as its policy says."
                : "Ask the holder to pay in, then retry; or skip it and tell both holders.";
    }
}
