package vesper.bank.servicing;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import vesper.bank.lending.LoanTerms;

/** Terms as data: the JSON that they are stored as, field by field under the names of {@link LoanTerms}. */
final class TermsDocument {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private TermsDocument() {}

    static String write(LoanTerms terms) {
        return MAPPER.writeValueAsString(terms);
    }

    /** @throws tools.jackson.core.JacksonException if the text is no terms that make a loan, or has a field unknown to them */
    static LoanTerms read(String json) {
        return MAPPER.readValue(json, LoanTerms.class);
    }
}
