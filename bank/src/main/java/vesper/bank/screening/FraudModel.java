package vesper.bank.screening;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import vesper.bank.event.DecisionReason;

/**
 * A trained model: features to the probability of fraud. Its file is text: a head of lines {@code key=value} (among them
 * the version, the calibration, what it was trained on, and the SHA-256 of all that follows the head), an empty line, and
 * the trees as LightGBM writes them. Pure Java, so a decision needs no native library and can be computed again anywhere.
 *
 * <p>The probability is calibrated: {@code 1 / (1 + exp(-(slope * s + intercept)))} of the sum {@code s} of the trees.
 */
public final class FraudModel {
    private static final String KIND = "vesper fraud model 1";
    private static final String VERSION = "version";
    private static final String SLOPE = "calibration_slope";
    private static final String INTERCEPT = "calibration_intercept";
    private static final String CHECKSUM = "sha256";

    /** Before a feature in the code of a reason. */
    private static final String REASON = "model:";

    /** Features that a score names. */
    private static final int NAMED = 5;

    private final Map<String, String> head;
    private final Trees trees;
    private final Feature[] features;
    private final double slope;
    private final double intercept;
    private final String text;

    private FraudModel(Map<String, String> head, Trees trees, String text) {
        this.head = head;
        this.trees = trees;
        this.text = text;
        features = trees.names().stream().map(Feature::of).toArray(Feature[]::new);
        slope = Double.parseDouble(head.getOrDefault(SLOPE, "1"));
        intercept = Double.parseDouble(head.getOrDefault(INTERCEPT, "0"));
    }

    /**
     * Makes the file of a model.
     *
     * @param version its name in decisions
     * @param about what it was trained on and how good it was found, as further lines of the head
     * @param trees LightGBM's text
     */
    public static FraudModel of(
            String version, double slope, double intercept, Map<String, String> about, String trees) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put(VERSION, version);
        head.put(SLOPE, Double.toString(slope));
        head.put(INTERCEPT, Double.toString(intercept));
        head.putAll(about);
        head.put(CHECKSUM, sha256(trees));
        StringBuilder text = new StringBuilder(KIND).append('\n');
        head.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return parse(text.append('\n').append(trees).toString());
    }

    /**
     * Reads a model's file.
     *
     * @throws InvalidModelException saying why, if it is damaged, of another kind, or about features that are not known
     */
    public static FraudModel parse(String text) {
        int end = text.indexOf("\n\n");
        if (!text.startsWith(KIND + "\n") || end < 0) {
            throw new InvalidModelException("no " + KIND + ": the head is missing or damaged");
        }
        Map<String, String> head = new LinkedHashMap<>();
        text.substring(0, end)
                .lines()
                .skip(1)
                .forEach(line -> head.put(
                        line.substring(0, Math.max(0, line.indexOf('='))), line.substring(line.indexOf('=') + 1)));
        String trees = text.substring(end + 2);
        if (!head.containsKey(VERSION) || !sha256(trees).equals(head.get(CHECKSUM))) {
            throw new InvalidModelException("the model is damaged: it does not have the checksum that its head names");
        }
        try {
            return new FraudModel(head, Trees.parse(trees), text);
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException("the model cannot be used: " + e.getMessage(), e);
        }
    }

    /** The same model, with further lines in its head. */
    public FraudModel with(Map<String, String> about) {
        Map<String, String> lines = new LinkedHashMap<>(head);
        List.of(VERSION, SLOPE, INTERCEPT, CHECKSUM).forEach(lines::remove);
        lines.putAll(about);
        return of(version(), slope, intercept, lines, text.substring(text.indexOf("\n\n") + 2));
    }

    /** Its name in decisions. */
    public String version() {
        return head.getOrDefault(VERSION, "");
    }

    /** The lines of its head. */
    public Map<String, String> head() {
        return Map.copyOf(head);
    }

    /** Its file. */
    public String text() {
        return text;
    }

    /**
     * What the model says of a payment, and why.
     *
     * @param probability calibrated, 0 to 1
     * @param reasons the features that speak for fraud, strongest first; their points add up to the probability in percent
     */
    public record Score(double probability, List<DecisionReason> reasons) {}

    /** The probability with its reasons: the {@value #NAMED} strongest features by name, the others together. */
    public Score score(Features of) {
        double[] contributions = new double[features.length];
        double probability = calibrated(trees.sum(row(of), contributions));
        int points = (int) Math.rint(100 * probability);
        List<DecisionReason> reasons = new ArrayList<>();
        double all = 0;
        for (double contribution : contributions) {
            all += Math.max(0, contribution);
        }
        int left = points;
        for (int n = 0; n < NAMED && left > 0 && all > 0; n++) {
            int strongest = 0;
            for (int i = 1; i < contributions.length; i++) {
                strongest = contributions[i] > contributions[strongest] ? i : strongest;
            }
            int share = (int) Math.floor(points * contributions[strongest] / all);
            if (share < 1) {
                break;
            }
            Feature feature = features[strongest];
            reasons.add(new DecisionReason(
                    REASON + feature.key(),
                    share,
                    feature.key() + " is " + Wording.figure(of.get(feature)) + " (" + feature.meaning() + ")"));
            contributions[strongest] = 0;
            left -= share;
        }
        if (left > 0) {
            reasons.add(new DecisionReason(REASON + "other", left, "Other features together"));
        }
        return new Score(probability, reasons);
    }

    /** The model that is shipped, trained on a year of simulated card payments (Sparkov). */
    public static FraudModel standard() {
        try (InputStream file = FraudModel.class.getResourceAsStream("fraud-model.txt.gz")) {
            if (file == null) {
                throw new InvalidModelException("fraud-model.txt.gz is missing from the program");
            }
            return parse(new String(new GZIPInputStream(file).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new InvalidModelException("fraud-model.txt.gz is damaged: " + e.getMessage(), e);
        }
    }

    /** The calibrated probability, 0 to 1, that a payment with these features is fraud. */
    public double probability(Features of) {
        return calibrated(trees.sum(row(of)));
    }

    /** The sum of the trees, not calibrated, for a row of values in the order of the model's features. */
    public double logOdds(double[] row) {
        return trees.sum(row);
    }

    private double calibrated(double sum) {
        return 1 / (1 + StrictMath.exp(-(slope * sum + intercept)));
    }

    private double[] row(Features of) {
        double[] row = new double[features.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = of.get(features[i]);
        }
        return row;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
