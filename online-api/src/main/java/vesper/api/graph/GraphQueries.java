package vesper.api.graph;

import graphql.schema.DataFetchingEnvironment;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import vesper.api.account.BalanceAnswer;
import vesper.api.account.BalanceLookup;
import vesper.api.account.TransactionPage;
import vesper.api.account.TransactionPages;
import vesper.api.audit.AccountLookup;
import vesper.api.audit.AuditTrail;
import vesper.api.caller.AccountRights;
import vesper.api.caller.Caller;
import vesper.api.caller.Scope;
import vesper.api.field.PathId;
import vesper.api.problem.ProblemCode;
import vesper.api.problem.ProblemException;
import vesper.bank.Bank;
import vesper.bank.account.Account;

/** The fields of the schema that are looked up, each as the operation of the same name has it. */
@Controller
final class GraphQueries {
    private static final int MAX_FIRST = 100;

    private final Bank bank;
    private final AccountLookup accounts;
    private final AccountRights rights;
    private final BalanceLookup balances;
    private final TransactionPages pages;

    GraphQueries(
            Bank bank, AccountLookup accounts, AccountRights rights, BalanceLookup balances, TransactionPages pages) {
        this.bank = bank;
        this.accounts = accounts;
        this.rights = rights;
        this.balances = balances;
        this.pages = pages;
    }

    /** Whose accounts are asked for. */
    record GraphCustomer(long id) {}

    /** A page as the schema names it. */
    public record GraphPage(
            List<TransactionPage.Line> transactions,
            @Nullable String next) {}

    @QueryMapping
    GraphCustomer customer(@Argument @Nullable String reference, @ContextValue Authentication authentication) {
        Caller caller = Caller.of(authentication);
        if (caller.customerId() != null) {
            return new GraphCustomer(caller.customerId());
        }
        return new GraphCustomer(Optional.ofNullable(reference)
                .filter(text -> text.indexOf(0) < 0)
                .flatMap(bank.customers()::byReference)
                .orElseThrow(() -> ProblemException.of(
                        "reference",
                        ProblemCode.UNKNOWN_CUSTOMER,
                        "must be the key under which a customer was registered"))
                .id());
    }

    @SchemaMapping(typeName = "Customer")
    List<GraphAccount> accounts(GraphCustomer customer, @ContextValue HttpServletRequest request) {
        List<Account> held = rights.accountsOf(customer.id());
        held.forEach(account -> AuditTrail.about(request, account.id()));
        Map<Long, String> nicknames =
                bank.nicknames().of(held.stream().map(Account::id).toList());
        return held.stream()
                .map(account -> GraphAccount.of(account, nicknames.get(account.id())))
                .toList();
    }

    @QueryMapping
    GraphAccount account(
            @Argument String number,
            @ContextValue Authentication authentication,
            @ContextValue HttpServletRequest request) {
        Account account = accounts.require(number, authentication, request);
        return GraphAccount.of(account, bank.nicknames().find(account.id()).orElse(null));
    }

    @SchemaMapping(typeName = "Account")
    BalanceAnswer balances(GraphAccount account, @Argument @Nullable String asOf) {
        return balances.of(account.held(), asOf);
    }

    @SchemaMapping(typeName = "Account")
    GraphPage transactions(GraphAccount account, DataFetchingEnvironment field) {
        int first = field.getArgumentOrDefault("first", 0);
        if (first < 1 || first > MAX_FIRST) {
            throw new ProblemException(
                    ProblemCode.INVALID_PARAMETER, "first must be a whole number from 1 to " + MAX_FIRST + ".");
        }
        TransactionPages.Page page =
                pages.page(account.held(), first, field.getArgument("after"), name -> field.getArgument(name));
        return new GraphPage(page.lines(), page.next());
    }

    @QueryMapping
    GraphPayment payment(@Argument String id, @ContextValue Authentication authentication) {
        if (authentication.getAuthorities().stream()
                .noneMatch(granted -> Scope.PAYMENTS_WRITE.authority().equals(granted.getAuthority()))) {
            throw new ProblemException(
                    ProblemCode.MISSING_SCOPE, "The field payment needs the scope payments:write as well.");
        }
        return PathId.uuid(id)
                .flatMap(
                        uuid -> bank.payments().recorded(List.of(uuid)).stream().findFirst())
                .filter(payment -> payment.clientId().equals(authentication.getName()))
                .map(GraphPayment::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "No payment of yours with this id is recorded, or not yet."));
    }
}
