package vesper;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, and those between the packages that have no test of their own. */
@AnalyzeClasses(packages = "vesper", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
    private static final String BANK = "bank";
    private static final String REPORTING = "reporting";
    private static final String STREAM = "stream-jobs";
    private static final String BATCH = "batch-jobs";
    private static final String API = "online-api";
    private static final String CONSOLE = "console";
    private static final String STANDALONE = "standalone";

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer(BANK)
            .definedBy("vesper.bank..")
            .layer(REPORTING)
            .definedBy("vesper.reporting..")
            .layer(STREAM)
            .definedBy("vesper.stream..")
            .layer(BATCH)
            .definedBy("vesper.batch..")
            .layer(API)
            .definedBy("vesper.api..")
            .layer(CONSOLE)
            .definedBy("vesper.console..")
            .layer(STANDALONE)
            .definedBy(
                    "vesper",
                    "vesper.backtest..",
                    "vesper.bench..",
                    "vesper.cli..",
                    "vesper.demo..",
                    "vesper.embedded..",
                    "vesper.feed..",
                    "vesper.home..",
                    "vesper.inbox..",
                    "vesper.night..",
                    "vesper.up..")
            .whereLayer(BANK)
            .mayNotAccessAnyLayer()
            .whereLayer(REPORTING)
            .mayOnlyAccessLayers(BANK)
            .whereLayer(STREAM)
            .mayOnlyAccessLayers(BANK)
            .whereLayer(BATCH)
            .mayOnlyAccessLayers(BANK, REPORTING)
            .whereLayer(API)
            .mayOnlyAccessLayers(BANK, REPORTING)
            .whereLayer(CONSOLE)
            .mayOnlyAccessLayers(BANK, REPORTING, BATCH)
            .whereLayer(STANDALONE)
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule THE_BANK_HAS_NO_CYCLES =
            slices().matching("vesper.bank.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_API_HAS_NO_CYCLES =
            slices().matching("vesper.api.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_CONSOLE_HAS_NO_CYCLES =
            slices().matching("vesper.console.(*)..").should().beFreeOfCycles();

    /** The root of the command, {@code vesper.Vesper}, is no slice: it knows all commands and they do not know it. */
    @ArchTest
    static final ArchRule STANDALONE_HAS_NO_CYCLES =
            slices().matching("vesper.(*)..").should().beFreeOfCycles();
}
