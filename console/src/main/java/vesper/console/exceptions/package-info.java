/** What the night could not do: the list, and what an operator decides about each. */
package vesper.console.exceptions;
