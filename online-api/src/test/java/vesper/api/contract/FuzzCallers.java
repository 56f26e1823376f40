package vesper.api.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vesper.api.TestApi;
import vesper.api.caller.Scope;
import vesper.api.identity.TestTokens;
import vesper.api.signin.Sessions.Session;
import vesper.api.signin.TestCustomer;
import vesper.bank.account.Account;

/** Who sends generated requests: a client and a customer, with all scopes, one, or another's, and callers without a sound token. */
final class FuzzCallers {
    private static final List<String> NO_TOKENS = List.of(
            "",
            "Bearer",
            "Bearer ",
            "Bearer ..",
            "Bearer a.b.c",
            "bearer {\"alg\":\"none\"}",
            "Basic c2hvcDpzaG9w",
            "Digest x");

    /** Of its own: what it does to its secret, no other test should see. */
    private static final String CLIENT = "fuzz";

    private final TestApi api;
    private final KnownThings known;
    private final Map<String, String> tokens = new HashMap<>();
    private @Nullable Session session;

    FuzzCallers(TestApi api, KnownThings known) {
        this.api = api;
        this.known = known;
        if (!api.knows(CLIENT)) {
            api.register(CLIENT, all(false));
        }
        renew();
    }

    /**
     * Who sends a request.
     *
     * @param authorization the header's value; empty: the header is missing
     * @param may whether the operation is open to the caller
     */
    record FuzzCaller(String authorization, boolean may) {}

    /** Another customer, with an account, another client's things, and fresh tokens: generated requests close and end what there is. */
    void renew() {
        tokens.clear();
        Account account = api.testBank().current(1_000_00);
        session = TestCustomer.signedIn(api, Objects.requireNonNull(account.customerId()));
        known.add("accounts", account.number());
        known.add("accounts", api.testBank().current(5_00).number());
        String reference = "F-" + account.id();
        api.bank().customers().register(reference, "Ada Nilsson", null, "", "en");
        known.add("customers", reference);
        Map<String, String> deposit =
                Map.of("type", "deposit", "to", account.number(), "amount", "1.00", "currency", "USD");
        String token = token("sound", false, all(false));
        known.add(
                "payments",
                api.post("/v1/payments", deposit, "Authorization", token).field("id"));
    }

    /** Somebody who mostly may do it. */
    FuzzCaller pick(DescribedOperation operation, Random random) {
        Scope scope = Scope.of(operation.scope()).orElseThrow();
        boolean customer = !scope.isForClients() || (scope.isForCustomers() && random.nextBoolean());
        return switch (random.nextInt(20)) {
            case 0 -> new FuzzCaller(NO_TOKENS.get(random.nextInt(NO_TOKENS.size())), false);
            case 1 -> new FuzzCaller(token("expired", customer, scope.value()), false);
            case 2 -> new FuzzCaller(token("audience", customer, scope.value()), false);
            case 3 ->
                new FuzzCaller(token("sound", customer, other(scope, random).value()), false);
            case 4, 5, 6, 7, 8 -> new FuzzCaller(token("sound", customer, scope.value()), true);
            default -> new FuzzCaller(token("sound", customer, all(customer)), true);
        };
    }

    private static Scope other(Scope scope, Random random) {
        Scope[] scopes = Scope.values();
        Scope other = scopes[random.nextInt(scopes.length)];
        return other == scope ? other(scope, random) : other;
    }

    private static String all(boolean customer) {
        Predicate<Scope> mayHave = customer ? Scope::isForCustomers : Scope::isForClients;
        return Arrays.stream(Scope.values()).filter(mayHave).map(Scope::value).collect(Collectors.joining(" "));
    }

    private String token(String kind, boolean customer, String scopes) {
        return tokens.computeIfAbsent(kind + customer + scopes, any -> {
            TestTokens made = new TestTokens(api, scopes, customer ? session : null, CLIENT);
            return "Bearer "
                    + switch (kind) {
                        case "expired" -> made.expired();
                        case "audience" -> made.forAnotherAudience();
                        default -> made.sound();
                    };
        });
    }
}
