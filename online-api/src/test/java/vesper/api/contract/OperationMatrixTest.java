package vesper.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vesper.api.TestApi;
import vesper.api.TestApi.Answer;
import vesper.api.caller.Scope;
import vesper.api.contract.OperationMatrix.Call;
import vesper.api.contract.OperationMatrix.Whose;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;

/**
 * Every operation of the OpenAPI document, with every scope, no token and every kind of wrong one, on objects of the caller's,
 * of others and on none: each is answered as the document says.
 */
class OperationMatrixTest {
    private final TestApi api = TestApi.shared();
    private final OperationMatrix matrix = new OperationMatrix(api);
    private final List<DescribedOperation> operations = DescribedOperation.all(DescribedOperation.document(api));

    private final Map<String, Call> owned = new HashMap<>();

    OperationMatrixTest() {
        if (!api.knows("stranger")) {
            api.register("stranger", TestApi.ALL_SCOPES);
        }
    }

    @Test
    void everyOperationIsInTheMatrixForAllWhoMayHaveItsScope() {
        assertComplete(matrix.clientRows(), Scope::isForClients);
        assertComplete(matrix.customerRows(), Scope::isForCustomers);
    }

    private void assertComplete(Map<String, Map<Whose, Supplier<Call>>> rows, Predicate<Scope> mayHave) {
        List<DescribedOperation> open = operations.stream()
                .filter(operation -> Arrays.stream(Scope.values())
                        .anyMatch(scope -> scope.value().equals(operation.scope()) && mayHave.test(scope)))
                .toList();
        assertThat(rows.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        open.stream().map(DescribedOperation::id).toList());
        assertThat(open)
                .filteredOn(DescribedOperation::namesAnObject)
                .allSatisfy(operation -> assertThat(rows.get(operation.id()).keySet())
                        .as(operation.id())
                        .contains(Whose.OWN, Whose.MISSING));
        assertThat(matrix.customerRows().entrySet())
                .filteredOn(row -> row.getValue().containsKey(Whose.MISSING))
                .allSatisfy(row -> assertThat(row.getValue()).containsKey(Whose.OTHERS));
    }

    @TestFactory
    Stream<DynamicNode> onlyTheScopeThatIsDeclaredOpensAnOperation() {
        return operations.stream()
                .flatMap(operation -> Arrays.stream(Scope.values())
                        .filter(scope -> !scope.value().equals(operation.scope()))
                        .map(scope -> dynamicTest(operation.id() + " with " + scope.value(), () -> {
                            Answer answer = send(operation, own(operation), new TestTokens(api, scope.value()).sound());

                            assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                            assertThat(answer.field("code")).isEqualTo("missing_scope");
                            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope");
                            operation.assertPromised(answer);
                        })));
    }

    @TestFactory
    Stream<DynamicNode> withoutASoundTokenNothingOpens() {
        return operations.stream()
                .flatMap(operation -> wrongTokens(operation).entrySet().stream()
                        .map(token -> dynamicTest(operation.id() + " " + token.getKey(), () -> {
                            Answer answer = send(
                                    operation, own(operation), token.getValue().get());

                            assertThat(answer.status()).as(answer.text()).isEqualTo(401);
                            assertThat(answer.field("code")).isEqualTo("unauthenticated");
                            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
                            operation.assertPromised(answer);
                        })));
    }

    @TestFactory
    Stream<DynamicNode> withTheScopeAnswersDependOnWhoseTheObjectIs() {
        return Stream.concat(
                cells(matrix.clientRows(), "client", null),
                cells(matrix.customerRows(), "customer", matrix.customer()));
    }

    private Stream<DynamicNode> cells(
            Map<String, Map<Whose, Supplier<Call>>> rows, String caller, @Nullable Session session) {
        Map<String, DescribedOperation> byId =
                operations.stream().collect(Collectors.toMap(DescribedOperation::id, operation -> operation));
        return rows.entrySet().stream()
                .flatMap(row -> row.getValue().entrySet().stream()
                        .map(cell -> dynamicTest(row.getKey() + " of " + caller + " on " + cell.getKey(), () -> {
                            DescribedOperation operation = byId.get(row.getKey());
                            Call call = cell.getValue().get();

                            Answer answer =
                                    send(operation, call, new TestTokens(api, operation.scope(), session).sound());

                            assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
                            operation.assertPromised(answer);
                        })));
    }

    private Map<String, Supplier<String>> wrongTokens(DescribedOperation operation) {
        TestTokens tokens = new TestTokens(api, operation.scope());
        return Map.of(
                "without a token", () -> "",
                "with an expired token", tokens::expired,
                "with a token for another audience", tokens::forAnotherAudience,
                "with a token of another issuer", tokens::ofAnotherIssuer,
                "with a token under another key", tokens::underAnotherKey);
    }

    /** Made once for each operation: a call that is refused uses nothing up. */
    private Call own(DescribedOperation operation) {
        return owned.computeIfAbsent(
                operation.id(),
                id -> matrix.clientRows()
                        .getOrDefault(id, matrix.customerRows().getOrDefault(id, Map.of()))
                        .get(Whose.OWN)
                        .get());
    }

    private Answer send(DescribedOperation operation, Call call, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(call.path()))
                .header("Content-Type", "application/json")
                .method(operation.method(), BodyPublishers.ofString(call.body()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return api.send(request);
    }
}
