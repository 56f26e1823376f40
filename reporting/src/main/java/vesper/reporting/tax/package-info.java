/**
 * The yearly summary for the tax return: what a customer's accounts earned and cost in a calendar year, in a general layout and in
 * those of countries, which are data.
 */
@NullMarked
package vesper.reporting.tax;

import org.jspecify.annotations.NullMarked;
