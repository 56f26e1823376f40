/** The API's description for developers: one OpenAPI 3.1 document, at {@code /openapi}, and a page to read it, at {@code /docs}. */
@org.jspecify.annotations.NullMarked
package vesper.api.docs;
