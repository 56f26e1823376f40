/**
 * The night of loans: interest is recognised, what is due collected (and tried again where it is short), missed instalments are
 * charged for, arrears aged and provided for. What is done is in {@code vesper.bank.servicing}; the tasks go through the loans.
 */
@org.jspecify.annotations.NullMarked
package vesper.batch.lending;
