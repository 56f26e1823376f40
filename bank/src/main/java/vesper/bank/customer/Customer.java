package vesper.bank.customer;

import org.jspecify.annotations.Nullable;

/**
 * A person the bank deals with.
 *
 * @param reference the key under which another system knows the customer
 * @param email where statements go; null if the customer has none
 * @param postalAddress lines separated by newlines; empty if unknown
 * @param language ISO 639-1
 */
public record Customer(
        long id,
        @Nullable String reference,
        String name,
        @Nullable String email,
        String postalAddress,
        String language) {}
