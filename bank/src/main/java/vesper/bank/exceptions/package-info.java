/**
 * What the bank could not do and a person must see to: steps of the night and workers raise exceptions, {@link
 * vesper.bank.exceptions.ExceptionItems} keeps them, {@link vesper.bank.exceptions.ExceptionRules} says who may close them how.
 */
@org.jspecify.annotations.NullMarked
package vesper.bank.exceptions;
