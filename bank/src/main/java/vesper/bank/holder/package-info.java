/** Several holders of one account: what each may do, and transfers that two of them sign. */
package vesper.bank.holder;
