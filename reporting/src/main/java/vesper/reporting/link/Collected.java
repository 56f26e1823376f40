package vesper.reporting.link;

/** What comes of somebody who wants to collect what a link leads to. */
public sealed interface Collected {
    /** It is handed out, and the link has ended; never compared by value. */
    @SuppressWarnings("ArrayRecordComponent") // handed on and gone
    record File(String name, String mediaType, byte[] content) implements Collected {}

    /** The secret is wrong; zero left: the link has ended. */
    record Wrong(int triesLeft) implements Collected {}

    /** No such link, or it has ended. */
    record Gone() implements Collected {}
}
