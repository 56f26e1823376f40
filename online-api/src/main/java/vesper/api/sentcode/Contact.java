package vesper.api.sentcode;

/**
 * Where codes go to, for a customer who has proven to read what comes there.
 *
 * @param contact a mail address, or a telephone number in E.164
 */
public record Contact(CodeChannel channel, String contact) {
    /** As it is shown: {@code a•••@c•••.example}, {@code ••• 42}. */
    public String masked() {
        return channel.masked(contact);
    }
}
