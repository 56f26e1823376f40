package vesper.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vesper.process.Manifests.Manifest;

/** What runs in the cluster runs such as a bank may run it. */
class PodsTest {
    @Test
    void noContainerIsRootOrUnboundedOrUnnamed() throws Exception {
        Set<String> withPods = new HashSet<>();
        for (Manifest manifest : Manifests.all()) {
            Map<String, Object> pod = manifest.podSpec();
            if (pod == null) {
                continue;
            }
            withPods.add(manifest.name());
            String name = manifest.toString();
            assertThat(Manifests.at(pod, "securityContext", "runAsNonRoot"))
                    .as(name)
                    .isEqualTo(true);
            assertThat(Manifests.at(pod, "securityContext", "seccompProfile", "type"))
                    .as(name)
                    .isEqualTo("RuntimeDefault");
            for (Object container : (List<?>) pod.get("containers")) {
                assertThat(Manifests.at(container, "securityContext", "allowPrivilegeEscalation"))
                        .as(name)
                        .isEqualTo(false);
                assertThat(Manifests.at(container, "securityContext", "capabilities", "drop"))
                        .as(name)
                        .isEqualTo(List.of("ALL"));
                if (manifest.kind().equals("FlinkDeployment")) {
                    // Its image writes its configuration on start; its resources are in the specification of the
                    // operator.
                    continue;
                }
                assertThat(pod.get("automountServiceAccountToken")).as(name).isEqualTo(false);
                assertThat(Manifests.at(container, "securityContext", "readOnlyRootFilesystem"))
                        .as(name)
                        .isEqualTo(true);
                for (String kind : List.of("requests", "limits")) {
                    for (String what : List.of("cpu", "memory")) {
                        assertThat(Manifests.at(container, "resources", kind, what))
                                .as(name + ": " + kind + " of " + what)
                                .isNotNull();
                    }
                }
            }
        }
        assertThat(withPods)
                .contains("api-whole", "api-payments", "console", "batch", "relay", "migration", "screening", "redis");
    }

    @Test
    void everyImageHasAVersion() throws Exception {
        for (Manifest manifest : Manifests.all()) {
            for (String image : Manifests.images(manifest.content())) {
                assertThat(image).as(manifest.toString()).matches(".+:[^:/]+").doesNotEndWith(":latest");
            }
        }
    }

    @Test
    void everyProcessThatStaysIsProbedAndSurvivesADrainedNode() {
        for (String values : List.of("", "values-large.yaml")) {
            List<Manifest> chart = Manifests.chart(values);
            Set<String> budgets = Manifests.names(chart, "PodDisruptionBudget");
            for (Manifest deployment : chart) {
                if (!deployment.kind().equals("Deployment")) {
                    continue;
                }
                String name = deployment.toString();
                assertThat(budgets).as(name).contains(deployment.name());
                Object container = ((List<?>) deployment.podSpec().get("containers")).get(0);
                for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                    assertThat(Manifests.at(container, probe, "httpGet", "port"))
                            .as(name)
                            .isEqualTo("management");
                }
                Object replicas = Manifests.at(deployment.content(), "spec", "replicas");
                assertThat(replicas == null || (Integer) replicas > 1).as(name).isTrue();
            }
            assertThat(Manifests.names(chart, "HorizontalPodAutoscaler")).isNotEmpty();
        }
    }

    @Test
    void whatTheApiIsScaledByIsRecorded() throws Exception {
        String rules = Files.readString(Dashboards.RULES);
        List<String> metrics = Manifests.chart("values-large.yaml").stream()
                .filter(manifest -> manifest.kind().equals("HorizontalPodAutoscaler"))
                .flatMap(scaler -> ((List<?>) Manifests.at(scaler.content(), "spec", "metrics")).stream())
                .filter(metric -> "Pods".equals(Manifests.at(metric, "type")))
                .map(metric -> (String) Manifests.at(metric, "pods", "metric", "name"))
                .toList();

        assertThat(metrics).hasSize(3).allSatisfy(metric -> assertThat(rules).contains("record: " + metric + "\n"));
    }
}
