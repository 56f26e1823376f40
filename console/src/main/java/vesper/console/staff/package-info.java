/** Who the staff are, what each may do, and how two administrators change that. */
@org.jspecify.annotations.NullMarked
package vesper.console.staff;
