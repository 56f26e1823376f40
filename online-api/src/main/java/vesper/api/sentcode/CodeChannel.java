package vesper.api.sentcode;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vesper.reporting.mail.MailOutbox;

/** A way on which a code goes to a customer. */
public enum CodeChannel {
    EMAIL("mail") {
        @Override
        public Optional<String> contact(String typed) {
            String address = typed.strip().toLowerCase(Locale.ROOT);
            return Optional.of(address)
                    .filter(known -> known.length() <= LONGEST_ADDRESS
                            && MAIL_ADDRESS.matcher(known).matches());
        }

        @Override
        String masked(String contact) {
            int at = contact.indexOf('@');
            int dot = contact.lastIndexOf('.');
            return contact.charAt(0)
                    + HIDDEN
                    + '@'
                    + contact.charAt(at + 1)
                    + HIDDEN
                    + (dot > at ? contact.substring(dot) : "");
        }
    },
    SMS("SMS") {
        @Override
        public Optional<String> contact(String typed) {
            return Optional.of(typed.replace("(0)", "").replaceAll("[\\s()./-]", ""))
                    .filter(number -> NUMBER.matcher(number).matches());
        }

        @Override
        String masked(String contact) {
            return HIDDEN + ' ' + contact.substring(contact.length() - 2);
        }
    };

    private static final String HIDDEN = "•••";
    private static final int LONGEST_ADDRESS = 254;
    private static final Pattern MAIL_ADDRESS = Pattern.compile(MailOutbox.ADDRESS);
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{7,14}");

    private final String words;

    CodeChannel(String words) {
        this.words = words;
    }

    /** As pages say it: {@code by mail}, {@code by SMS}. */
    public String words() {
        return words;
    }

    /**
     * What somebody typed, as it is kept: a mail address in small letters, or a telephone number with {@code +} and the country's code
     * (E.164), without what people put between digits. Empty if it is none.
     */
    public abstract Optional<String> contact(String typed);

    /** As it is shown: {@code a•••@c•••.example}, {@code ••• 42}; who knows it recognises it, nobody else learns it. */
    abstract String masked(String contact);
}
