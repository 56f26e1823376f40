/**
 * Who calls the API: programs that hold a client id and a secret, exchange them for a short-lived signed access token at
 * {@code /oauth2/token}, and send it with each request. What a token allows is a list of scopes.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.identity;
