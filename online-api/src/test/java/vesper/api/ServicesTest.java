package vesper.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vesper.api.Services.Service;
import vesper.api.TestApi.Answer;

/** Each part of the API starts alone and serves its own paths and no others. */
class ServicesTest {
    @Test
    void eachServiceStartsAloneAndServesItsOwnPathsAndNoOthers() {
        try (TestApi api = new TestApi()) {
            String token = api.token();
            Set<String> whole = paths(api);
            Map<Service, Set<String>> served = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                api.restartWith("vesper.api.services=" + service.name().toLowerCase(Locale.ROOT));
                served.put(service, paths(api));
                served.get(service).forEach(path -> assertThat(whole).contains(path));
                for (String path : whole) {
                    if (path.startsWith("/v1/") && !served.get(service).contains(path)) {
                        Answer answer = api.get(path.replaceAll("\\{[^}]*}", "x"), "Authorization", "Bearer " + token);
                        // Who may not ask is told no more than that.
                        assertThat(answer.status() + " " + answer.field("code"))
                                .as(service + " asked for " + path)
                                .isIn("404 not_found", "403 missing_scope");
                    }
                }
            }

            Set<String> common = new HashSet<>(whole);
            served.values().forEach(common::retainAll);
            assertThat(common).as("served by all").isNotEmpty().noneMatch(path -> path.startsWith("/v1/"));
            Map<String, Long> times = served.values().stream()
                    .flatMap(Set::stream)
                    .filter(path -> !common.contains(path))
                    .collect(Collectors.groupingBy(path -> path, Collectors.counting()));
            assertThat(times)
                    .as("each path has one service")
                    .allSatisfy((path, count) -> assertThat(count).as(path).isEqualTo(1));
            common.addAll(times.keySet());
            assertThat(common).as("nothing is left out").isEqualTo(whole);
            assertThat(served.get(Service.NOTIFICATIONS)).anyMatch(path -> path.startsWith("/v1/alerts"));
        }
    }

    private static Set<String> paths(TestApi api) {
        return api.bean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void noneNamedMeansAllAndAnUnknownOneIsRefused() {
        assertThat(Services.of(asking(""))).containsExactlyInAnyOrder(Service.values());
        assertThat(Services.of(asking("cards, notifications")))
                .containsExactlyInAnyOrder(Service.CARDS, Service.NOTIFICATIONS);
        assertThatThrownBy(() -> Services.of(asking("payments,teleport")))
                .hasMessageContaining("teleport")
                .hasMessageContaining("notifications");
    }

    private static Environment asking(String services) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("asked", Map.of("vesper.api.services", services)));
        return environment;
    }
}
