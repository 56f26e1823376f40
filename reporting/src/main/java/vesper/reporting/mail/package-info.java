/**
 * Mail to customers: an outbox in the database, and a sender that takes from it and speaks SMTP.
 *
 * <p>What a mail is and what became of it stands in {@code mail_outbox}; {@code mail_queue} has a narrow row for each that is to be
 * sent, which workers lease. A mail is queued once per customer and document, whatever is repeated. It is sent once unless the process dies in
 * the milliseconds between the server's acceptance and the mark in the outbox; then it is sent again under the same
 * Message-ID, which is how a receiving server knows a repeat. SMTP has no better answer: acceptance and mark are two
 * systems.
 */
@NullMarked
package vesper.reporting.mail;

import org.jspecify.annotations.NullMarked;
