package vesper.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * The arrows of the night: the list of the night uses its tasks, its operators' side and its schedule; those use what a task is.
 * The schedule does what an operator would do.
 */
@AnalyzeClasses(packages = "vesper.batch", importOptions = ImportOption.DoNotIncludeTests.class)
class BatchArchitectureTest {
    /** The packages that do the work: each a part of the night, or training, that knows nothing of the others. */
    private static final List<String> TASKS = List.of(
            "accounts",
            "directdebits",
            "holds",
            "interest",
            "lending",
            "origination",
            "privacy",
            "proof",
            "retention",
            "statements",
            "training",
            "transfers");

    private static String[] packages(String suffix) {
        return TASKS.stream().map(task -> "vesper.batch." + task + suffix).toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule PACKAGES_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("the list of the night")
            .definedBy("vesper.batch")
            .layer("schedule")
            .definedBy("vesper.batch.schedule")
            .layer("watch")
            .definedBy("vesper.batch.watch")
            .layer("operator")
            .definedBy("vesper.batch.operator")
            .layer("tasks")
            .definedBy(packages(""))
            .layer("workers")
            .definedBy("vesper.batch.workers")
            .layer("what a task is")
            .definedBy("vesper.batch.task")
            .whereLayer("the list of the night")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("schedule")
            .mayOnlyBeAccessedByLayers("the list of the night")
            .whereLayer("watch")
            .mayOnlyBeAccessedByLayers("the list of the night")
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("the list of the night", "schedule", "watch")
            .whereLayer("tasks")
            .mayOnlyBeAccessedByLayers("the list of the night")
            .whereLayer("workers")
            .mayOnlyBeAccessedByLayers("the list of the night")
            .whereLayer("what a task is")
            .mayOnlyBeAccessedByLayers("the list of the night", "operator", "watch", "workers", "tasks");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_ITS_PLACE = noClasses()
            .should()
            .resideOutsideOfPackages(Stream.concat(
                            Stream.of(
                                    "vesper.batch",
                                    "vesper.batch.schedule",
                                    "vesper.batch.watch",
                                    "vesper.batch.operator",
                                    "vesper.batch.workers",
                                    "vesper.batch.task"),
                            Stream.of(packages("")))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule TASKS_KNOW_NOTHING_OF_EACH_OTHER = slices().matching("vesper.batch.(*)")
            .that(DescribedPredicate.describe("are tasks", slice -> TASKS.contains(slice.getNamePart(1))))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule THE_NIGHT_USES_OF_OURS_ONLY_THE_BANK_AND_REPORTING = noClasses()
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are ours, but neither of the night nor of the bank nor of reporting",
                    type -> type.getPackageName().startsWith("vesper.")
                            && !type.getPackageName().startsWith("vesper.batch")
                            && !type.getPackageName().startsWith("vesper.bank")
                            && !type.getPackageName().startsWith("vesper.reporting")));

    @ArchTest
    static final ArchRule TASKS_KNOW_NO_BATCH_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage(packages(".."))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.batch..", "org.quartz..");

    @ArchTest
    static final ArchRule ONLY_THE_SCHEDULE_KNOWS_QUARTZ = noClasses()
            .that()
            .resideOutsideOfPackage("vesper.batch.schedule")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.quartz..");
}
