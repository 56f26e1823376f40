package vesper.bank.seal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is certified of a closed day. All hashes are SHA-256 in hexadecimal.
 *
 * @param previous null for the bank's first seal
 * @param entries the journal's entries of the day, and of the days before it that no seal covers
 * @param balances of the accounts that moved, by account
 * @param shifts amounts by value date, where it is not the booking date; by account
 * @param ledger the general ledger's balances that moved, by code and currency
 * @param trialBalanceMinor by currency, the sum of all debit balances of the general ledger at the close, which is the sum of
 *     its credit balances
 * @param sealedAt to the microsecond
 */
record Certificate(
        LocalDate businessDate,
        @Nullable Previous previous,
        Places places,
        Entries entries,
        RowDigest balances,
        RowDigest shifts,
        RowDigest ledger,
        SortedMap<String, Long> trialBalanceMinor,
        String keyId,
        Instant sealedAt) {
    private static final long VERSION = 1;

    /** The certificate before, and the hash of its text. */
    record Previous(LocalDate businessDate, String sha256) {}

    /**
     * Where in the journal the entries lie.
     *
     * @param after exclusive: the cut-off place of the seal before
     * @param cutOff last place taken when the day was cut off: the next day's entries lie after it
     * @param upTo last place taken when the day was shut, inclusive
     */
    record Places(long after, long cutOff, long upTo) {}

    /** @param merkleRoot as in RFC 9162, of the entries by place */
    record Entries(long count, long postings, String merkleRoot) {}

    Stretch stretch() {
        return new Stretch(
                previous == null ? LocalDate.MIN : previous.businessDate(),
                businessDate,
                places.after(),
                places.upTo());
    }

    /** The text that is signed: canonical JSON (RFC 8785); amounts are texts, since they may exceed its numbers. */
    String json() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("version", VERSION);
        fields.put("businessDate", businessDate.toString());
        fields.put(
                "previous",
                previous == null
                        ? null
                        : Map.of("businessDate", previous.businessDate().toString(), "sha256", previous.sha256()));
        fields.put("places", Map.of("after", places.after(), "cutOff", places.cutOff(), "upTo", places.upTo()));
        fields.put(
                "entries",
                Map.of("count", entries.count(), "postings", entries.postings(), "merkleRoot", entries.merkleRoot()));
        fields.put("balances", json(balances));
        fields.put("valueDateShifts", json(shifts));
        fields.put("generalLedger", json(ledger));
        Map<String, String> totals = new HashMap<>();
        trialBalanceMinor.forEach((currency, total) -> totals.put(currency, Long.toString(total)));
        fields.put("trialBalanceMinor", totals);
        fields.put("keyId", keyId);
        fields.put("sealedAt", sealedAt.toString());
        return CanonicalJson.of(fields);
    }

    private static Map<String, Object> json(RowDigest digest) {
        return Map.of("count", digest.rows(), "sha256", digest.sha256());
    }

    /** The hash by which the next certificate names one with this text. */
    static String hash(String json) {
        return HexFormat.of().formatHex(Sha256.of(json));
    }
}
