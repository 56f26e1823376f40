package vesper.bank.lending;

import java.time.LocalDate;

/** One disbursement, less the part of it that is due at once. */
record Tranche(LocalDate on, long amortisedMinor) {}
