package vesper.bank.lending;

import java.time.LocalDate;

/**
 * One instalment as scheduled, without charges.
 *
 * @param from start of its interest, the due date before it
 * @param dueOn last day to pay
 */
record PlannedInstalment(LocalDate from, LocalDate dueOn, long principalMinor, long interestMinor) {}
