/**
 * The overview: what the bank does at this moment. One sampler reads the database for all who watch; its figures reach the
 * open pages as server-sent events.
 */
package vesper.console.overview;
