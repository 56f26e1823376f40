/** Amounts of money: minor units and a currency, exact or refused, and how they are split. Knows nothing else of the bank. */
package vesper.bank.money;
