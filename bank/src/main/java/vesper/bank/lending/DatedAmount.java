package vesper.bank.lending;

import java.time.LocalDate;

/**
 * Money that moves on a day.
 *
 * @param amountMinor positive
 */
public record DatedAmount(LocalDate on, long amountMinor) {}
