/** What customers want to be told of their accounts, and what there is to tell. */
@org.jspecify.annotations.NullMarked
package vesper.api.alert;
