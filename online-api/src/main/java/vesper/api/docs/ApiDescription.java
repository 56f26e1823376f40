package vesper.api.docs;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import vesper.api.caller.Scope;
import vesper.api.problem.Problem;
import vesper.api.problem.ProblemCode;

/** What the OpenAPI document says besides the operations: what the API is, how to sign in, and the problems of each operation. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final Set<ProblemCode> OF_ALL = EnumSet.of(
            ProblemCode.INVALID_REQUEST,
            ProblemCode.INVALID_PARAMETER,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.INVALID_SIGNATURE,
            ProblemCode.MISSING_SCOPE,
            ProblemCode.NOT_ACCEPTABLE,
            ProblemCode.TOO_MANY_REQUESTS,
            ProblemCode.INTERNAL_ERROR,
            ProblemCode.UNAVAILABLE,
            ProblemCode.OVERLOADED);
    private static final Set<Integer> TEMPORARY = Set.of(429, 503);
    private static final String ABOUT = """
            The online API of a bank: send payments, follow them, read accounts.

            **Signing in.** Get an access token with your client id and secret at `/oauth2/token` (client credentials), naming \
            the scopes you need; send it as `Authorization: Bearer`. It is valid for 15 minutes; hold it until shortly before. \
            Apps get tokens for customers by OpenID Connect (authorization code with PKCE): a customer's token reads what is the \
            customer's own, all else is not found.

            **Signing requests.** The bank may ask a client with registered keys to sign each request (RFC 9421): over `@method`, \
            `@target-uri`, `authorization` and, with a body, `content-digest`, with `created` and `keyid`, by `ecdsa-p256-sha256` or \
            `rsa-pss-sha512`. A signature is good for five minutes and, if the request changes anything, once.

            **Sending once.** Give each payment an `Idempotency-Key` of your own. Sending the same request with the same key again \
            has no further effect and is answered like the first time; use it whenever you do not know whether a request arrived. \
            The same key with another body is an error.

            **Outcomes.** `202` says that the bank has the payment durably; what becomes of it follows within milliseconds. \
            Ask for it with `Prefer: wait=N`, or read the payment at its `Location`.

            **Amounts** are decimal strings in major units with an ISO 4217 currency. **Times** are ISO 8601 with an offset.

            **Problems** are `application/problem+json` (RFC 9457). Depend on the status and on `code`; `errors` names each field \
            that is wrong and what to do. Retry `429` and `503` after `Retry-After`.

            **Limits.** `RateLimit-Policy` and `RateLimit` tell, with each answer, how much you may send and how much of it is left.
            """;

    @Bean
    OpenAPI apiDocument() {
        Scopes ofClients = new Scopes();
        Scopes ofCustomers = new Scopes();
        for (Scope scope : Scope.values()) {
            if (scope.isForClients()) {
                ofClients.addString(scope.value(), scope.meaning());
            }
            if (scope.isForCustomers()) {
                ofCustomers.addString(scope.value(), scope.meaning());
            }
        }
        return new OpenAPI()
                .info(new Info()
                        .title("Vesper online API")
                        .version("1")
                        .description(ABOUT)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("this bank")))
                .components(new Components()
                        .addSecuritySchemes(
                                "oauth2",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.OAUTH2)
                                        .description(
                                                "Client credentials for programs, which authenticate by HTTP Basic; authorization code with PKCE"
                                                        + " for customers, through apps.")
                                        .flows(new OAuthFlows()
                                                .clientCredentials(new OAuthFlow()
                                                        .tokenUrl("/oauth2/token")
                                                        .scopes(ofClients))
                                                .authorizationCode(new OAuthFlow()
                                                        .authorizationUrl("/oauth2/authorize")
                                                        .tokenUrl("/oauth2/token")
                                                        .scopes(ofCustomers)))));
    }

    /** The schemas of the problem document and its field errors. */
    @Bean
    OpenApiCustomizer problemSchema() {
        return document -> {
            ResolvedSchema resolved =
                    ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(Problem.class));
            resolved.referencedSchemas.forEach(document.getComponents()::addSchemas);
        };
    }

    /** Every operation answers with the problems that its {@link Problems} name, some through another annotation, and those that all have. */
    @Bean
    OperationCustomizer problemResponses() {
        return (Operation operation, HandlerMethod method) -> {
            Set<ProblemCode> codes = EnumSet.copyOf(OF_ALL);
            AnnotatedElementUtils.getAllMergedAnnotations(method.getMethod(), Problems.class)
                    .forEach(declared -> codes.addAll(List.of(declared.value())));
            Map<Integer, List<ProblemCode>> byStatus = new TreeMap<>();
            codes.forEach(code -> byStatus.computeIfAbsent(code.status(), status -> new ArrayList<>())
                    .add(code));
            byStatus.forEach((status, problems) ->
                    operation.getResponses().addApiResponse(status.toString(), response(status, problems)));
            return operation;
        };
    }

    private static ApiResponse response(int status, List<ProblemCode> problems) {
        MediaType media = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        StringBuilder description = new StringBuilder();
        for (ProblemCode code : problems) {
            description
                    .append(description.isEmpty() ? "" : "\n")
                    .append("- `")
                    .append(code.code())
                    .append("`: ")
                    .append(code.title());
            media.addExamples(
                    code.code(),
                    new Example()
                            .value(Map.of(
                                    "type", "urn:vesper:problem:" + code.code(),
                                    "title", code.title(),
                                    "status", code.status(),
                                    "code", code.code(),
                                    "detail", "What happened this time, and what to do.")));
        }
        ApiResponse response = new ApiResponse()
                .description(description.toString())
                .content(new Content().addMediaType("application/problem+json", media));
        if (TEMPORARY.contains(status)) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header()
                            .description("seconds after which the same request is worth another try")
                            .schema(new IntegerSchema().minimum(BigDecimal.ONE)));
        }
        return response;
    }
}
