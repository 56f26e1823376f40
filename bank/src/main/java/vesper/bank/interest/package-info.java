/**
 * The arithmetic of interest: how days are counted, what a rate means, what a balance earns in a day, how a period's interest is
 * rounded when it is posted, what money is worth at another time, and what a loan costs by law.
 */
package vesper.bank.interest;
