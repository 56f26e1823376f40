package vesper.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import vesper.api.caller.Caller;
import vesper.api.field.PathId;
import vesper.bank.audit.Actor;
import vesper.bank.audit.AuditEvent;
import vesper.bank.audit.AuditEvent.Outcome;

/**
 * Notes each call of somebody who is known: the operation as action ({@code api.getAccount}), ids in the path and the account
 * that it was about; of several, an event each. What else stands in paths, parameters and bodies may be personal, and is not noted.
 */
public final class AuditTrail extends OncePerRequestFilter {
    private static final String ACTOR = "vesper.audit.actor";
    private static final String ACCOUNTS = "vesper.audit.accounts";
    private static final String NO_OPERATION = "none";
    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    private final AuditWriter writer;
    private final Map<Method, String> operations = new ConcurrentHashMap<>();

    /** Ids of the accounts that a request is about, in the order in which they were named. */
    private record Named(Set<Long> accounts) {}

    AuditTrail(AuditWriter writer) {
        this.writer = writer;
    }

    /** Says that the request is about this account, and about those that were named before. */
    public static void about(HttpServletRequest request, long accountId) {
        Set<Long> accounts = new LinkedHashSet<>(accounts(request));
        accounts.add(accountId);
        request.setAttribute(ACCOUNTS, new Named(accounts));
    }

    private static Set<Long> accounts(HttpServletRequest request) {
        return request.getAttribute(ACCOUNTS) instanceof Named named ? named.accounts() : Set.of();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!(request.getAttribute(ACTOR) instanceof Actor)) {
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (caller != null) {
                request.setAttribute(ACTOR, actor(Caller.of(caller), request.getRemoteAddr()));
            }
        }
        try {
            chain.doFilter(request, response);
        } finally {
            if (!isAsyncStarted(request) && request.getAttribute(ACTOR) instanceof Actor actor) {
                note(actor, request, response.getStatus());
            }
        }
    }

    /** An answer that is given later passes here again, and is noted then. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    private static Actor actor(Caller caller, String origin) {
        return new Actor(caller.customerId() == null ? Actor.Kind.CLIENT : Actor.Kind.CUSTOMER, caller.name(), origin);
    }

    private void note(Actor actor, HttpServletRequest request, int status) {
        Outcome outcome = status < REFUSED ? Outcome.DONE : status < FAILED ? Outcome.REFUSED : Outcome.FAILED;
        AuditEvent call = new AuditEvent(
                actor,
                "api." + operation(request),
                request.getMethod() + ' ' + place(request),
                null,
                outcome,
                Integer.toString(status));
        Set<Long> accounts = accounts(request);
        if (accounts.isEmpty()) {
            writer.add(call);
        }
        accounts.forEach(account -> writer.add(call.about(account)));
    }

    private String operation(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod handler
                ? operations.computeIfAbsent(handler.getMethod(), AuditTrail::operation)
                : NO_OPERATION;
    }

    /** Looked up once a method: reading an annotation of this size costs more than the rest of this class. */
    private static String operation(Method method) {
        Operation operation = AnnotatedElementUtils.findMergedAnnotation(method, Operation.class);
        return operation == null ? NO_OPERATION : operation.operationId();
    }

    /** The path as the operation has it, with the ids of the call. */
    private static String place(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)) {
            return "/v1";
        }
        String place = pattern;
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            for (Map.Entry<?, ?> variable : variables.entrySet()) {
                if (PathId.uuid(String.valueOf(variable.getValue())).isPresent()) {
                    place = place.replace("{" + variable.getKey() + "}", String.valueOf(variable.getValue()));
                }
            }
        }
        return place;
    }
}
