/** Staff accounts and their second factors, the pages to sign in with and their defence against guessing. */
package vesper.console.signin;
