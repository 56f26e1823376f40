package vesper.bank.message.fin;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An MT message: who sent it to whom, and its fields in order.
 *
 * @param type three digits
 * @param sender and {@code receiver}: BIC of 11 characters
 * @param sentAt when the sender put it in, without a zone; null if the message, on its way in, does not say
 * @param uetr unique end-to-end transaction reference, of block 3
 * @param service service type identifier, of block 3: {@code 001} for gpi
 */
record FinMessage(
        String type,
        String sender,
        String receiver,
        @Nullable LocalDateTime sentAt,
        @Nullable String uetr,
        @Nullable String service,
        List<Field> fields) {
    private static final Pattern BLOCKS = Pattern.compile(
            "\\{1:([^{}]*)}\\s*\\{2:([^{}]*)}\\s*(?:\\{3:((?:\\{[^{}]*})*)})?\\s*\\{4:(.*?)\\R-}.*", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile(":([0-9]{2})([A-Z]?):(.*)");
    private static final Pattern HEADER = Pattern.compile("\\{([0-9]{3}):([^{}]*)}");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuMMddHHmm");
    /** Application, service, address of twelve characters. */
    private static final int ADDRESS_OF_BLOCK_1 = 3;

    private static final int ADDRESS_OF_INPUT = 4;
    private static final int ADDRESS_OF_OUTPUT = 14;

    /** One field: {@code :50K:} has number 50 and option K; an option of none is empty. */
    record Field(String number, String option, List<String> lines) {
        String text() {
            return String.join(" ", lines);
        }

        String first() {
            return lines.get(0);
        }
    }

    static FinMessage parse(String text) throws FinException {
        Matcher blocks = BLOCKS.matcher(text.strip());
        if (!blocks.matches()) {
            throw new FinException("message has not the blocks 1, 2 and 4");
        }
        String application = blocks.group(2);
        String ours = bic(blocks.group(1), ADDRESS_OF_BLOCK_1);
        String type = application.length() < 4 ? "" : application.substring(1, 4);
        boolean output = application.startsWith("O");
        String theirs = bic(application, output ? ADDRESS_OF_OUTPUT : ADDRESS_OF_INPUT);
        return new FinMessage(
                type,
                output ? theirs : ours,
                output ? ours : theirs,
                output ? time(application.substring(8, 14) + application.substring(4, 8)) : null,
                header(blocks.group(3), "121"),
                header(blocks.group(3), "111"),
                fields(blocks.group(4)));
    }

    /** The ninth character of an address tells the terminal, and is no part of the BIC. */
    private static String bic(String block, int start) throws FinException {
        if (block.length() < start + 12) {
            throw new FinException("block " + block + " has no address");
        }
        return block.substring(start, start + 8) + block.substring(start + 9, start + 12);
    }

    private static LocalDateTime time(String digits) throws FinException {
        try {
            return LocalDateTime.parse(digits, MINUTE);
        } catch (DateTimeParseException e) {
            throw new FinException("block 2 has no date and time");
        }
    }

    private static @Nullable String header(@Nullable String block, String tag) {
        Matcher header = HEADER.matcher(block == null ? "" : block);
        while (header.find()) {
            if (header.group(1).equals(tag)) {
                return header.group(2);
            }
        }
        return null;
    }

    private static List<Field> fields(String block) throws FinException {
        List<Field> fields = new ArrayList<>();
        for (String line : block.strip().split("\\R", -1)) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                List<String> lines = new ArrayList<>();
                lines.add(field.group(3));
                fields.add(new Field(field.group(1), field.group(2), lines));
            } else if (fields.isEmpty()) {
                throw new FinException("block 4 begins with no field");
            } else {
                fields.get(fields.size() - 1).lines().add(line);
            }
        }
        return fields;
    }

    Optional<Field> field(String number) {
        return fields.stream().filter(each -> each.number().equals(number)).findFirst();
    }

    List<Field> all(String number) {
        return fields.stream().filter(each -> each.number().equals(number)).toList();
    }

    Field required(String number) throws FinException {
        return field(number).orElseThrow(() -> new FinException("MT" + type + " has no field " + number));
    }

    /** The same message with some of its fields. */
    FinMessage with(List<Field> some) {
        return new FinMessage(type, sender, receiver, sentAt, uetr, service, List.copyOf(some));
    }
}
