/** Staff accounts, the sign-in page and its defence against guessing. */
package vesper.console.signin;
