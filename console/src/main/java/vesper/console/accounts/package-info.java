/** Finding an account and reading its transactions. */
package vesper.console.accounts;
