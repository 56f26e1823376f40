/** The mails that the bank owes its customers: how they stand, their documents, and sending again what was given up. */
package vesper.console.mail;
