package vesper.reporting.mail;

/** How a document reaches its customer by mail. */
public enum Delivery {
    ATTACHMENT,
    /** The mail has a link that hands the document out once, within 24 hours. */
    LINK
}
