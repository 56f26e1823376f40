package vesper.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows: the jobs use their steps, the steps use the Kafka ends and the bank. */
@AnalyzeClasses(packages = "vesper.stream", importOptions = ImportOption.DoNotIncludeTests.class)
class StreamArchitectureTest {
    @ArchTest
    static final ArchRule STREAMS_USE_OF_OURS_ONLY_THE_BANK = noClasses()
            .that()
            .resideInAPackage("vesper.stream..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are ours, but neither of streams nor of the bank",
                    type -> type.getPackageName().startsWith("vesper.")
                            && !type.getPackageName().startsWith("vesper.stream")
                            && !type.getPackageName().startsWith("vesper.bank")));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("vesper.stream.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_RELAY_KNOWS_NO_FLINK = noClasses()
            .that()
            .resideInAPackage("vesper.stream.outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");
}
