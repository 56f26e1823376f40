package vesper.reporting.mail;

/** How a document reaches its customer by mail. */
public enum Delivery {
    ATTACHMENT,
    /** The mail says where the document is, and who signs in there reads it. */
    LINK
}
