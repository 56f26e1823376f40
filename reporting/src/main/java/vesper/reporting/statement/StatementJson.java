package vesper.reporting.statement;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.servicing.LoanPeriod;
import vesper.reporting.statement.Statement.Entry;
import vesper.reporting.statement.Statement.Hold;

/**
 * Writes a statement as one JSON object for programs: dates in ISO 8601, amounts as decimal texts in major units, negative if
 * taken from the holder. Texts are as the books have them.
 */
public final class StatementJson {

    private final JsonMapper mapper = new JsonMapper();

    /** The object, in UTF-8. The same statement gives the same bytes. */
    public byte[] render(Statement statement) {
        StringWriter out = new StringWriter(512 + 384 * statement.entries().size());
        try (JsonGenerator json = mapper.createGenerator(out)) {
            new Writing(json, statement).write();
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** One statement being written. */
    private static final class Writing {
        private final JsonGenerator json;
        private final Statement statement;
        private final Notation notation;

        Writing(JsonGenerator json, Statement statement) {
            this.json = json;
            this.statement = statement;
            this.notation = new Notation(
                    statement.account().currency(), statement.holder().language());
        }

        void write() {
            json.writeStartObject();
            text("account", statement.account().number());
            text("accountName", statement.account().name());
            text("currency", statement.account().currency());
            if (!statement.account().cards().isEmpty()) {
                json.writeArrayPropertyStart("cards");
                statement.account().cards().forEach(json::writeString);
                json.writeEndArray();
            }
            text("holder", statement.holder().name());
            text("bank", statement.bank().name());
            text("bic", statement.bank().bic());
            text("from", statement.period().from().toString());
            text("to", statement.period().to().toString());
            text("issuedOn", statement.issuedOn().toString());
            amount("opening", statement.openingMinor());
            amount("credits", statement.creditsMinor());
            amount("debits", statement.debitsMinor());
            amount("closing", statement.closingMinor());
            interest(statement.interest());
            json.writeArrayPropertyStart("entries");
            statement.entries().forEach(this::entry);
            json.writeEndArray();
            amount("held", statement.heldMinor());
            json.writeArrayPropertyStart("holds");
            statement.holds().forEach(this::hold);
            json.writeEndArray();
            if (statement.loan() != null) {
                loan(statement.loan());
            }
            if (statement.seal() != null) {
                json.writeObjectPropertyStart("seal");
                text("businessDate", statement.seal().businessDate().toString());
                text("hash", statement.seal().hash());
                json.writeEndObject();
            }
            json.writeEndObject();
        }

        private void interest(Statement.Interest interest) {
            json.writeObjectPropertyStart("interest");
            if (interest.rateBps() != null) {
                json.writeNumberProperty("rateBps", interest.rateBps());
            }
            if (interest.overdraftRateBps() != null) {
                json.writeNumberProperty("overdraftRateBps", interest.overdraftRateBps());
            }
            if (interest.accruedMinor() != null) {
                amount("accrued", interest.accruedMinor());
            }
            amount("posted", interest.postedMinor());
            json.writeEndObject();
        }

        private void loan(LoanPeriod loan) {
            json.writeObjectPropertyStart("loan");
            amount("principal", loan.principalMinor());
            json.writeObjectPropertyStart("paid");
            amount("principal", loan.paid().principalMinor());
            amount("interest", loan.paid().interestMinor());
            amount("fees", loan.paid().feeMinor());
            amount("penalties", loan.paid().penaltyMinor());
            json.writeEndObject();
            amount("overdue", loan.overdueMinor());
            if (loan.nextDueOn() != null) {
                text("nextDueOn", loan.nextDueOn().toString());
                amount("nextDue", loan.nextDueMinor());
            }
            json.writeEndObject();
        }

        private void entry(Entry entry) {
            json.writeStartObject();
            text("id", entry.id().toString());
            text("reference", entry.reference());
            text("kind", entry.kind().name());
            text("bookingDate", entry.bookingDate().toString());
            text("valueDate", entry.valueDate().toString());
            text("text", entry.text());
            text("counterparty", entry.parties().counterparty());
            text("category", entry.parties().category());
            amount("amount", entry.amountMinor());
            amount("balance", entry.balanceAfterMinor());
            json.writeEndObject();
        }

        private void hold(Hold hold) {
            json.writeStartObject();
            text("text", hold.text());
            text("placedOn", hold.placedOn().toString());
            text("until", hold.until().toString());
            amount("amount", hold.amountMinor());
            json.writeEndObject();
        }

        private void text(String name, @Nullable String value) {
            json.writeStringProperty(name, value);
        }

        private void amount(String name, long amountMinor) {
            json.writeStringProperty(name, notation.plain(amountMinor));
        }
    }
}
