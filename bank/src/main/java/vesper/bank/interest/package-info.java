/** The arithmetic of interest: what a balance earns in a day, and how a period's interest is rounded when it is posted. */
package vesper.bank.interest;
