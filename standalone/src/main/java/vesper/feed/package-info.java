/** Payments from a file to the bank's API: reading the file, calling the API, sending each row once. */
package vesper.feed;
