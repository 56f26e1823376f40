package vesper.bank.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vesper.bank.TestBank;
import vesper.bank.event.CustomerNoted;
import vesper.bank.event.EventCodec;
import vesper.bank.event.NoticeKind;
import vesper.bank.event.Topics;
import vesper.bank.event.UnreadableEventException;

class CustomerNoticesTest {
    @Test
    void whatChangesIsToldOnceAndAJourneyCoversItsDaysWhole() {
        try (TestBank test = new TestBank()) {
            tellsOnce(test);
            tellsOfANewAddressOnce(test);
        }
    }

    private static void tellsOfANewAddressOnce(TestBank test) {
        long customer = test.current(0).customerId();
        CustomerNotices notices = test.bank().customerNotices();
        Instant at = Instant.parse("2026-01-10T08:00:00Z");
        notices.moved(customer, "2 Quay Street\nPort Amity", null, at);
        notices.moved(customer, "2 Quay Street\nPort Amity", null, at.plusSeconds(1));
        notices.moved(customer, "2 Quay Street\nPort Amity", "new@customer.example", at.plusSeconds(2));
        notices.moved(customer, "2 Quay Street\nPort Amity", null, at.plusSeconds(3));
        assertThat(test.bank().customers().byId(customer))
                .hasValueSatisfying(changed -> assertThat(tuple(changed.postalAddress(), changed.email()))
                        .isEqualTo(tuple("2 Quay Street\nPort Amity", "new@customer.example")));
        assertThat(told(test, customer))
                .extracting(CustomerNoted::getKind, CustomerNoted::getAt)
                .containsExactly(
                        tuple(NoticeKind.ADDRESS_CHANGED, at), tuple(NoticeKind.ADDRESS_CHANGED, at.plusSeconds(2)));
    }

    private static void tellsOnce(TestBank test) {
        long customer = test.current(0).customerId();
        CustomerNotices notices = test.bank().customerNotices();
        CustomerNotices.Journey journey =
                new CustomerNotices.Journey("FR", LocalDate.parse("2026-01-15"), LocalDate.parse("2026-01-22"));
        notices.travels(customer, journey, "ada");
        notices.travels(customer, journey, "ada");
        notices.signInChanged(customer, Instant.parse("2026-01-10T08:00:00Z"));
        assertThat(told(test, customer))
                .extracting(
                        CustomerNoted::getKind,
                        CustomerNoted::getCountry,
                        CustomerNoted::getAt,
                        CustomerNoted::getUntil)
                .containsExactly(
                        tuple(
                                NoticeKind.TRAVEL,
                                "FR",
                                Instant.parse("2026-01-15T00:00:00Z"),
                                Instant.parse("2026-01-23T00:00:00Z")),
                        tuple(NoticeKind.SIGN_IN_CHANGED, null, Instant.parse("2026-01-10T08:00:00Z"), null));
    }

    private static List<CustomerNoted> told(TestBank test, long customer) {
        return test
                .bank()
                .jdbc()
                .sql("select unnest(payloads) from outbox where topic = :topic order by id")
                .param("topic", Topics.NOTED)
                .query(byte[].class)
                .list()
                .stream()
                .map(CustomerNoticesTest::noted)
                .filter(noted -> noted.getCustomerId() == customer)
                .toList();
    }

    private static CustomerNoted noted(byte[] event) {
        try {
            return EventCodec.NOTED.decode(event);
        } catch (UnreadableEventException e) {
            throw new AssertionError(e);
        }
    }
}
