/** The queue of payments under review, and the page on which an analyst decides one. */
package vesper.console.review;
