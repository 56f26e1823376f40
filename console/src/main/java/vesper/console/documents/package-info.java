/** The documents of an account: to read, to send once more, to make for any days; and how their customer wants them. */
package vesper.console.documents;
