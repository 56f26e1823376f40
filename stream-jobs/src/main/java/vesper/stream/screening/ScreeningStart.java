package vesper.stream.screening;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vesper.bank.screening.FraudModel;
import vesper.bank.screening.InvalidModelException;
import vesper.bank.screening.RuleFile;

/**
 * What is in force before anything was published.
 *
 * @param rules as {@link RuleFile} reads them
 * @param model the file of a {@link FraudModel}; null to judge by the rules alone
 */
public record ScreeningStart(String rules, @Nullable String model) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(ScreeningStart.class);

    /** The rules and the model that are shipped; no model if its file is damaged, which the log and each decision say. */
    public static ScreeningStart shipped() {
        String model = null;
        try {
            model = FraudModel.standard().text();
        } catch (InvalidModelException e) {
            LOG.error("no model in force, payments are judged by the rules alone: {}", e.getMessage());
        }
        return new ScreeningStart(RuleFile.standard(), model);
    }
}
