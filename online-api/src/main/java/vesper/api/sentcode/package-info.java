/**
 * Codes that go to customers by mail or SMS, as a second factor or to prove that a contact is theirs: six digits, for five minutes and five
 * tries, taken once.
 */
@org.jspecify.annotations.NullMarked
package vesper.api.sentcode;
