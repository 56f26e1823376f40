package vesper.api.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vesper.api.TestApi.Answer;

/**
 * Names of things that exist, by the part of a path that they stand behind ({@code accounts}, {@code standing-orders}). What
 * answers name is added, so that later requests are about what earlier ones made.
 */
final class KnownThings {
    private static final int KEPT = 100;
    private static final int PAGE = 20;
    private static final Set<String> NAMES = Set.of("id", "number", "reference", "tranche", "offer");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Map<String, List<String>> things = new HashMap<>();

    /** Adds one; the oldest of its kind is forgotten when there are many. */
    void add(String kind, String name) {
        List<String> known = things.computeIfAbsent(kind, any -> new ArrayList<>());
        if (!known.contains(name)) {
            known.add(name);
        }
        if (known.size() > KEPT) {
            known.remove(0);
        }
    }

    /** Takes in what a successful answer names. */
    void learn(DescribedOperation operation, Answer answer) {
        if (answer.status() >= 300 || !answer.header("Content-Type").contains("json")) {
            return;
        }
        String location = answer.header("Location");
        if (location.startsWith("/v1/")) {
            add(
                    kind(location.substring(0, location.lastIndexOf('/') + 1)),
                    location.substring(location.lastIndexOf('/') + 1));
        }
        learn(kind(operation.path() + "/"), answer.json(), 0);
    }

    private void learn(String kind, JsonNode node, int depth) {
        if (depth > 4) {
            return;
        }
        int items = 0;
        for (JsonNode child : node) {
            if (items++ < PAGE) {
                learn(kind, child, depth + 1);
            }
        }
        for (String name : NAMES) {
            if (node.path(name).isString()) {
                add(kind, node.path(name).asString());
            }
        }
    }

    /** The last part of a path that is not a parameter: what the next parameter names one of. */
    static String kind(String pathBefore) {
        String kind = "";
        for (String part : pathBefore.split("/")) {
            if (!part.isEmpty() && !part.startsWith("{") && !UUID.matcher(part).matches()) {
                kind = part;
            }
        }
        return kind;
    }

    /** One of a kind; of any kind if none of it is known. */
    String one(String kind, Random random) {
        List<String> known = things.getOrDefault(kind, List.of());
        return known.isEmpty() ? any(random) : known.get(random.nextInt(known.size()));
    }

    /** One of some kind. */
    String any(Random random) {
        List<String> kinds = things.keySet().stream().sorted().toList();
        return one(kinds.get(random.nextInt(kinds.size())), random);
    }

    /** A name of the same form as one in an example, which exists where the example's does not. */
    String like(String example, Random random) {
        if (example.startsWith("GB") && example.contains("VESP")) {
            return one("accounts", random);
        }
        if (UUID.matcher(example).matches()) {
            return random.nextInt(3) == 0 ? any(random) : one("payments", random);
        }
        return example.equals("C-1042") ? one("customers", random) : example;
    }
}
