package vesper.api.contract;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi;
import vesper.api.contract.FuzzCallers.FuzzCaller;

/**
 * Makes requests from the OpenAPI document: most are nearly what the document asks for, with something amiss in a field, a
 * parameter, a header or the bytes of the body. The same seed and number give the same request, as long as the same things exist.
 */
final class RequestGenerator {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final Map<String, List<String>> USUAL_HEADERS = Map.of(
            "Prefer", List.of("wait=1", "respond-async", "respond-async, wait=1", "wait=0", "return=minimal"),
            "If-Match", List.of("*", "\"a\"", "W/\"a\""),
            "If-None-Match", List.of("*", "\"a\"", "W/\"a\""),
            "Last-Event-ID", List.of("1", "AAAAAAAAAGQ"));

    private final TestApi api;
    private final List<DescribedOperation> operations;
    private final KnownThings known;
    private final FuzzCallers callers;
    private final BodyGenerator bodies;
    private final long seed;
    private Random random = new Random(0);

    RequestGenerator(
            TestApi api,
            JsonNode document,
            List<DescribedOperation> operations,
            KnownThings known,
            FuzzCallers callers,
            long seed) {
        this.api = api;
        this.operations = operations;
        this.known = known;
        this.callers = callers;
        this.seed = seed;
        bodies = new BodyGenerator(document.path("components").path("schemas"), known);
    }

    /** A request, the operation it is for, and who sends it. */
    record Generated(
            DescribedOperation operation,
            FuzzCaller caller,
            String path,
            List<String> headers,
            byte[] body,
            HttpRequest.Builder request) {

        /** A line for a shell that sends the same again, but for the token, which runs out. */
        String curl(TestApi api) {
            StringBuilder line = new StringBuilder("echo ")
                    .append(Base64.getEncoder().encodeToString(body))
                    .append(" | base64 -d | curl -X ")
                    .append(operation.method())
                    .append(" --data-binary @-");
            for (int i = 0; i < headers.size(); i += 2) {
                line.append(" -H '")
                        .append(headers.get(i))
                        .append(": ")
                        .append(headers.get(i + 1).replace("'", "'\\''"))
                        .append('\'');
            }
            return line.append(" -H 'Authorization: ")
                    .append(caller.authorization())
                    .append("' '")
                    .append(api.uri(path))
                    .append('\'')
                    .toString();
        }
    }

    /** The request of this number; operations come in turn. */
    Generated request(int number) {
        random = new Random(seed * 31 + number * SPREAD);
        bodies.seed(random);
        DescribedOperation operation = operations.get(number % operations.size());
        String path = path(operation);
        byte[] body = operation.node().has("requestBody")
                ? bodies.body(
                        operation.node().path("requestBody").path("content").path("application/json"))
                : new byte[0];
        List<String> headers = headers(operation);
        FuzzCaller caller = callers.pick(operation, random);
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        if (!caller.authorization().isEmpty()) {
            request.setHeader("Authorization", caller.authorization());
        }
        request.method(operation.method(), BodyPublishers.ofByteArray(body));
        return new Generated(operation, caller, path, headers, body, request);
    }

    private String path(DescribedOperation operation) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asString();
            if (parameter.path("in").asString().equals("path")) {
                String kind = KnownThings.kind(path.substring(0, path.indexOf("{" + name + "}")));
                String value = chance(0.8) ? known.one(kind, random) : chance(0.5) ? known.any(random) : bodies.text();
                path = path.replace("{" + name + "}", encoded(value));
            } else if (parameter.path("in").asString().equals("query") && chance(0.5)) {
                query.add(name + "=" + encoded(chance(0.6) ? parameter(parameter) : bodies.text()));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private String parameter(JsonNode parameter) {
        JsonNode example = parameter.path("example");
        return example.isMissingNode() || chance(0.3)
                ? bodies.value(parameter.path("schema"), 0).asString("")
                : known.like(example.asString(""), random);
    }

    private List<String> headers(DescribedOperation operation) {
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        for (JsonNode parameter : operation.node().path("parameters")) {
            if (parameter.path("in").asString().equals("header") && chance(0.4)) {
                String name = parameter.path("name").asString();
                headers.add(name);
                headers.add(
                        chance(0.7) && USUAL_HEADERS.containsKey(name)
                                ? pick(USUAL_HEADERS.get(name))
                                : printable(bodies.text()));
            }
        }
        if (chance(0.03)) {
            headers.set(
                    1,
                    pick(List.of(
                            "text/plain", "application/xml", "nonsense", "*/*", "application/json;charset=utf-7")));
        }
        if (chance(0.03)) {
            headers.addAll(List.of("Accept", pick(List.of("text/html", "application/xml", "nonsense", ";;;"))));
        }
        return headers;
    }

    private static String printable(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > 400 ? printable.substring(0, 400) : printable;
    }

    private static String encoded(String text) {
        String cut = text.length() > 1_000 ? text.substring(0, 1_000) : text;
        return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
