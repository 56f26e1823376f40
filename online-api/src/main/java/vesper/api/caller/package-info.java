/** Who calls the API, and what scopes allow: all that resources need to know of identity. */
@org.jspecify.annotations.NullMarked
package vesper.api.caller;
