/**
 * One request for much of what can be read: {@code POST /v1/graphql} takes GraphQL queries, which give what the other operations give, with the
 * same rights and the same stable codes; nothing can be changed by them.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.graph;
