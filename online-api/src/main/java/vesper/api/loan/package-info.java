/** {@code /v1/loans}: what a loan would cost, applying for one, and paying it back. */
@org.jspecify.annotations.NullMarked
package vesper.api.loan;
