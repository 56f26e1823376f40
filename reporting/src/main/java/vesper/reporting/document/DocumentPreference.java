package vesper.reporting.document;

import java.util.List;
import vesper.reporting.mail.Delivery;

/**
 * How a customer wants documents.
 *
 * @param language ISO 639-1, one of {@link #LANGUAGES}; documents in another come in English
 * @param accessible whether documents are tagged for readers who do not see them (PDF/UA-1)
 * @param paper whether documents are printed and posted, beside the mail
 */
public record DocumentPreference(String language, Delivery delivery, boolean accessible, boolean paper) {

    /** The languages that there are documents in. */
    public static final List<String> LANGUAGES = List.of("en", "de", "fr");
}
