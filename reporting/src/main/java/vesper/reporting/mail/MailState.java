package vesper.reporting.mail;

/** Where a mail in the outbox is. */
public enum MailState {
    /** To be sent when it is due; once it is, the server may have it already. */
    QUEUED,
    /** The server has accepted it. */
    SENT,
    /** It came back: a server on its way says that it cannot be delivered. */
    BOUNCED,
    /** Given up: refused for good, or too often. */
    FAILED,
    /** The customer has no address that mail can be sent to. */
    NO_ADDRESS,
    /** Its document is a letter instead. */
    ON_PAPER,
    /** What it would have led to is not there any more. */
    WITHDRAWN
}
