/**
 * Customers as people: how they enrol, sign in with a password and a second factor, and end what they began. A sign-in is a
 * {@link vesper.api.signin.Sessions.Session session}; the tokens that apps get in it name it and end with it.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.signin;
