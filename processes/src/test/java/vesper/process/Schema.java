package vesper.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds manifests against the classes that clients of Kubernetes and of its operators generate from the schemas: a field that
 * a class does not know, or a value that it cannot hold, is a fault.
 */
final class Schema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CORE = "io.fabric8.kubernetes.api.model.";
    private static final Map<String, String> PACKAGES = Map.of(
            "v1", CORE,
            "apps/v1", CORE + "apps.",
            "batch/v1", CORE + "batch.v1.",
            "autoscaling/v2", CORE + "autoscaling.v2.",
            "policy/v1", CORE + "policy.v1.",
            "networking.k8s.io/v1", CORE + "networking.v1.",
            "gateway.networking.k8s.io/v1", CORE + "gatewayapi.v1.",
            "monitoring.coreos.com/v1", "io.fabric8.openshift.api.model.monitoring.v1.",
            "cert-manager.io/v1", "io.fabric8.certmanager.api.model.v1.");
    private static final Map<String, Class<?>> STRIMZI = Map.of(
            "Kafka",
            Kafka.class,
            "KafkaNodePool",
            KafkaNodePool.class,
            "KafkaTopic",
            KafkaTopic.class,
            "KafkaUser",
            KafkaUser.class);

    /** Of operators that publish no such classes where a build can get them; {@code .ci/operators} holds theirs against types of another language. */
    static final Set<String> IN_TYPES = Set.of("FlinkDeployment", "Cluster", "ScheduledBackup", "ExternalSecret");

    private Schema() {}

    /** The class of a kind; empty for those of {@link #IN_TYPES}. */
    static Optional<Class<?>> of(Manifests.Manifest manifest) throws ClassNotFoundException {
        if (IN_TYPES.contains(manifest.kind())) {
            return Optional.empty();
        }
        if (manifest.apiVersion().startsWith("kafka.strimzi.io/")) {
            return Optional.of(STRIMZI.get(manifest.kind()));
        }
        return Optional.of(Class.forName(PACKAGES.get(manifest.apiVersion()) + manifest.kind()));
    }

    /** What is wrong with the content. */
    static List<String> faults(Map<String, Object> content, Class<?> type) {
        List<String> faults = new ArrayList<>();
        try {
            compare(content, JSON.convertValue(content, type), "", faults);
        } catch (IllegalArgumentException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return faults;
    }

    private static void compare(Object given, Object read, String path, List<String> faults) {
        if (given instanceof List<?> list && read instanceof List<?> values) {
            for (int i = 0; i < list.size(); i++) {
                compare(list.get(i), values.get(i), path + "[" + i + "]", faults);
            }
        } else if (given instanceof Map<?, ?> map && read instanceof Map<?, ?> values) {
            map.forEach((key, value) -> compare(value, values.get(key), path + "." + key, faults));
        } else if (given instanceof Map<?, ?> map && read != null) {
            List<BeanPropertyDefinition> properties = JSON.getSerializationConfig()
                    .introspect(JSON.constructType(read.getClass()))
                    .findProperties();
            map.forEach((key, value) -> {
                Optional<BeanPropertyDefinition> property = properties.stream()
                        .filter(known -> known.getName().equals(key))
                        .findFirst();
                if (property.isEmpty()) {
                    faults.add(path + "." + key + " is not known");
                } else if (value != null) {
                    Object held = property.get().getAccessor().getValue(read);
                    if (held == null) {
                        faults.add(path + "." + key + " is lost");
                    } else {
                        compare(value, held, path + "." + key, faults);
                    }
                }
            });
        }
    }
}
