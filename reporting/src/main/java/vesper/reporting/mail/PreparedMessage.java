package vesper.reporting.mail;

/**
 * A mail on its way to the server.
 *
 * @param from the sender's address, without a name, as it stands in the envelope
 * @param to the recipient's
 */
record PreparedMessage(String from, String to, MimeBytes content) {}
