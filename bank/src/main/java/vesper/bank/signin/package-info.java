/** What sign-ins of staff and of customers have in common: second factors, codes, passkeys, and the defence against guessing. */
@org.jspecify.annotations.NullMarked
package vesper.bank.signin;
