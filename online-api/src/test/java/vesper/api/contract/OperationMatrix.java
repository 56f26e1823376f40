package vesper.api.contract;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vesper.api.TestApi;
import vesper.api.contract.MatrixRows.People;
import vesper.api.signin.Sessions.Session;

/**
 * What to send to each operation so that it is about an object of the caller's, of somebody else's, and about none that
 * exists; with the status that each is answered with. A row for every operation of the OpenAPI document, and one for each
 * kind of caller who may have its scope, or the test fails.
 */
final class OperationMatrix {
    private final People people;

    /** Whose object a call is about. */
    enum Whose {
        OWN,
        OTHERS,
        MISSING
    }

    /** A request, and the status of its answer if the caller may make it. */
    record Call(String path, String body, int status) {}

    OperationMatrix(TestApi api) {
        people = People.of(api);
        List.of(
                        new PaymentRows(people),
                        new AccountRows(people),
                        new OnboardingRows(people),
                        new LoanRows(people),
                        new TransferRows(people),
                        new PayeeRows(people),
                        new JointRows(people),
                        new AlertRows(people))
                .forEach(MatrixRows::add);
    }

    /** What the client {@code shop} sends. */
    Map<String, Map<Whose, Supplier<Call>>> clientRows() {
        return people.clientRows();
    }

    /** What the customer sends whose session is {@link #customer}. */
    Map<String, Map<Whose, Supplier<Call>>> customerRows() {
        return people.customerRows();
    }

    Session customer() {
        return people.ada();
    }
}
