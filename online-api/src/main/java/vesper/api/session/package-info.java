/** Sessions of browsers that several processes share. */
@org.jspecify.annotations.NullMarked
package vesper.api.session;
