/** Messages that no job could read: to be looked at, sent again or discarded. */
package vesper.console.deadletters;
