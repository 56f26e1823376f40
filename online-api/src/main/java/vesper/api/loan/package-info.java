/** {@code /v1/loans}: what a loan would cost. */
@org.jspecify.annotations.NullMarked
package vesper.api.loan;
