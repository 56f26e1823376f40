package vesper.api.privacy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import vesper.reporting.link.OneTimeLinks;
import vesper.reporting.privacy.DataRequest;
import vesper.reporting.privacy.DataRequests;

/** A customer's request for what the bank holds on the customer. */
@Schema(name = "DataRequest", description = "A request for what the bank holds on you (GDPR, articles 15 and 20).")
record DataRequestAnswer(
        @Schema(example = "17") String id,

        @Schema(
                description = "received: being gathered; gathered: ready to be collected",
                allowableValues = {"received", "gathered", "collected", "ended"})
        String state,

        @Schema(format = "date", example = "2026-01-15") String receivedOn,

        @Schema(description = "the last day on which it must be answered", format = "date", example = "2026-02-15")
        String dueOn) {

    static DataRequestAnswer of(DataRequest request) {
        return new DataRequestAnswer(
                Long.toString(request.id()),
                request.state().name().toLowerCase(Locale.ROOT),
                request.receivedOn().toString(),
                request.dueOn().toString());
    }

    /** The customer's. */
    @Schema(name = "DataRequestList", description = "Your requests, newest first; the last 100.")
    record All(List<DataRequestAnswer> requests) {}

    /** One that was taken. */
    @Schema(name = "DataRequestTaken", description = "A request that was taken.")
    record Taken(
            @Schema(example = "17") String id,

            @Schema(
                    description = "will open the file; keep it, since the bank cannot tell it again",
                    example = "7Q2F-KD9M-X4TB-2NHC-W8RE-5VJP")
            String passphrase) {

        static Taken of(DataRequests.Taken taken) {
            return new Taken(Long.toString(taken.id()), taken.passphrase().text());
        }

        /** Without the passphrase. */
        @Override
        public String toString() {
            return "Taken";
        }
    }

    /** Where a file is collected. */
    @Schema(name = "DataRequestLink", description = "Where the file is collected, once, by who has the passphrase.")
    record Link(
            @Schema(
                    description = "the page, at this server",
                    example = "/personal-data/x0mQmUHQ6b3dWQk5o2bqH1Jg3v1xJ0Yl8R1nJ1x6d9E")
            String page,

            @Schema(format = "date-time", example = "2026-01-16T09:30:00Z")
            String endsAt) {

        static Link of(String token, Instant now) {
            return new Link(
                    CollectionPage.PATH + token, now.plus(OneTimeLinks.LASTS).toString());
        }

        /** Without the link. */
        @Override
        public String toString() {
            return "Link";
        }
    }
}
