package vesper.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the demo did.
 *
 * @param declined by screening, by the ledger (insufficient funds) or by an analyst
 * @param mailsMissing statements that should have been mailed and were not
 * @param proof {@code holds} or {@code broken}
 * @param seconds by stage, in order; {@code total} last
 */
record DemoResult(
        long sent,
        long accepted,
        long refused,
        long booked,
        long declined,
        long inReview,
        int daysClosed,
        long statementsMailed,
        long mailsMissing,
        String proof,
        Map<String, Double> seconds) {

    /** Whether every payment is accounted for, every statement mailed, and the books hold. */
    boolean holds() {
        return proof.equals("holds")
                && sent == accepted + refused
                && accepted == booked + declined + inReview
                && statementsMailed > 0
                && mailsMissing == 0;
    }

    /** As CLI.md gives it. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("sent", sent);
        document.put("accepted", accepted);
        document.put("refused", refused);
        document.put("booked", booked);
        document.put("declined", declined);
        document.put("in_review", inReview);
        document.put("days_closed", daysClosed);
        document.put("statements_mailed", statementsMailed);
        document.put("proof", proof);
        document.put("seconds", seconds);
        return document;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("payments sent      %,8d = %,d accepted + %,d refused%n", sent, accepted, refused));
        text.append(String.format(
                "accepted           %,8d = %,d booked + %,d declined + %,d in review%n",
                accepted, booked, declined, inReview));
        text.append(String.format("days closed        %,8d%n", daysClosed));
        text.append(String.format("statements mailed  %,8d%n", statementsMailed));
        if (mailsMissing > 0) {
            text.append(String.format("not mailed         %,8d%n", mailsMissing));
        }
        text.append(String.format("proof of books     %8s%n", proof));
        text.append(String.format("seconds            %8.1f  (", seconds.getOrDefault("total", 0.0)));
        String separator = "";
        for (Map.Entry<String, Double> stage : seconds.entrySet()) {
            if (!stage.getKey().equals("total")) {
                text.append(String.format("%s%s %.1f", separator, stage.getKey(), stage.getValue()));
                separator = ", ";
            }
        }
        return text.append(")").toString();
    }
}
