package vesper.bank.screening;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Live, in a back-test and in a replay, screening computes the same: it can do nothing but compute. */
@AnalyzeClasses(packages = "vesper.bank.screening", importOptions = ImportOption.DoNotIncludeTests.class)
class ScreeningArchitectureTest {
    @ArchTest
    static final ArchRule KNOWS_ONLY_EVENTS = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "vesper.bank.screening",
                    "vesper.bank.event",
                    "vesper.bank.identifier",
                    "java.lang..",
                    "java.io",
                    "java.nio..",
                    "java.security",
                    "java.util..",
                    "java.time",
                    "org.jspecify..",
                    "dev.cel..",
                    "tools.jackson..",
                    "org.apache.avro..");

    @ArchTest
    static final ArchRule HAS_NO_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);
}
