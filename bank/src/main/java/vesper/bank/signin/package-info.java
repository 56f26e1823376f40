/** Defence of sign-ins against guessing, for staff and customers alike. */
@org.jspecify.annotations.NullMarked
package vesper.bank.signin;
