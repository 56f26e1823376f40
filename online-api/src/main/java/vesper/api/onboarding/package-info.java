/** Opening of accounts for cards that another system issued: customer, current account, card and first funds, at once. */
@org.jspecify.annotations.NullMarked
package vesper.api.onboarding;
