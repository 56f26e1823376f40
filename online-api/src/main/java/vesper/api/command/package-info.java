/** Commands that have one effect however often they are sent, and conditions on what is changed. */
@org.jspecify.annotations.NullMarked
package vesper.api.command;
