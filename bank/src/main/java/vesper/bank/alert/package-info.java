/** What customers want to be told of their accounts, and what there is to tell. */
package vesper.bank.alert;
