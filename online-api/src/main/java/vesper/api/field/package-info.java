/** Reading of request bodies: strict JSON first, then checks of single fields that name what is wrong and what to do. */
@org.jspecify.annotations.NullMarked
package vesper.api.field;
