/** Amounts of money: minor units and a currency, exact or refused. Knows nothing else of the bank. */
package vesper.bank.money;
