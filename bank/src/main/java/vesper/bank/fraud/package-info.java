/** What screening is told: the rules and models in force, published through the outbox, and labels of payments. */
@org.jspecify.annotations.NullMarked
package vesper.bank.fraud;
