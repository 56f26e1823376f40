package vesper.console.origination;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vesper.bank.origination.Attribute;
import vesper.bank.origination.InvalidProductException;
import vesper.bank.origination.ScoreCard;
import vesper.bank.origination.ScoreCard.Bin;
import vesper.bank.origination.ScoreCard.Scale;
import vesper.console.PlainNumber;

/**
 * The form for a score card as it was written: for each attribute a line a bin, its parts apart by semicolons. The first line is for
 * applications that do not have the attribute; an attribute without lines is not on the card.
 */
final class ScoreCardForm {
    static final String HINT =
            "a line a bin, lowest first: below; points; reason for the customer. The first line begins with"
                    + " missing, the last with else. Nothing: not on the card";

    private static final String MISSING = "missing";
    private static final String ELSE = "else";
    private static final int LONGEST_REASON = 200;

    private final Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    private final Map<Attribute, String> errors = new EnumMap<>(Attribute.class);

    private ScoreCardForm() {}

    /** A line of the form, for its page. */
    record Line(Attribute attribute, String value, @Nullable String error) {}

    static ScoreCardForm of(ScoreCard card) {
        ScoreCardForm form = new ScoreCardForm();
        for (Attribute attribute : Attribute.values()) {
            form.values.put(attribute, text(card, attribute));
        }
        return form;
    }

    /** As a browser sends it; what is not sent is empty. */
    static ScoreCardForm of(Map<String, String> sent) {
        ScoreCardForm form = new ScoreCardForm();
        for (Attribute attribute : Attribute.values()) {
            form.values.put(
                    attribute,
                    sent.getOrDefault(attribute.code(), "")
                            .replace("\r\n", "\n")
                            .strip());
        }
        return form;
    }

    /** The bins of an attribute as they are written; empty if it is not on the card. */
    static String text(ScoreCard card, Attribute attribute) {
        List<String> lines = new ArrayList<>();
        for (Scale scale : card.scales()) {
            if (scale.attribute() == attribute) {
                lines.add(line(MISSING, scale.missing()));
                for (Bin bin : scale.bins()) {
                    lines.add(line(bin.below() == null ? ELSE : bin.below().toPlainString(), bin));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static String line(String below, Bin bin) {
        return below + "; " + bin.points() + "; " + bin.reason();
    }

    List<Line> lines() {
        return values.entrySet().stream()
                .map(each -> new Line(each.getKey(), each.getValue(), errors.get(each.getKey())))
                .toList();
    }

    /** Marks the attribute that a refusal of the card names; false if there is none of that name. */
    boolean mark(InvalidProductException refused) {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.code().equals(refused.field())) {
                errors.put(attribute, refused.reason());
                return true;
            }
        }
        return false;
    }

    /**
     * The card that is written down; empty if lines cannot be read, which then are marked.
     *
     * @throws InvalidProductException if the lines are well-formed, and the card cannot be; see {@link #mark}
     */
    Optional<ScoreCard> card(String name) {
        errors.clear();
        List<Scale> scales = new ArrayList<>();
        values.forEach((attribute, text) -> {
            if (!text.isEmpty()) {
                scale(attribute, text.lines().toList()).ifPresent(scales::add);
            }
        });
        return errors.isEmpty() ? Optional.of(new ScoreCard(name, 1, scales)) : Optional.empty();
    }

    private Optional<Scale> scale(Attribute attribute, List<String> lines) {
        List<Bin> bins = new ArrayList<>();
        Bin missing = null;
        int n = 0;
        for (String line : lines) {
            n++;
            String[] part = line.split(";", 3);
            try {
                if (part.length != 3 || part[0].strip().equals(MISSING) != (n == 1)) {
                    throw new IllegalArgumentException("not as it must be");
                }
                Bin bin = bin(part);
                missing = n == 1 ? bin : missing;
                if (n > 1) {
                    bins.add(bin);
                }
            } catch (IllegalArgumentException e) {
                errors.put(attribute, "line " + n + " cannot be read; " + HINT);
                return Optional.empty();
            }
        }
        return missing == null ? Optional.empty() : Optional.of(new Scale(attribute, bins, missing));
    }

    private static Bin bin(String[] part) {
        String below = part[0].strip();
        String reason = part[2].strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("no reason");
        }
        boolean open = below.equals(MISSING) || below.equals(ELSE);
        return new Bin(open ? null : PlainNumber.signed(below), Integer.parseInt(part[1].strip()), reason);
    }
}
