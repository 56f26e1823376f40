package vesper.reporting;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "vesper", importOptions = ImportOption.DoNotIncludeTests.class)
class ReportingStructureTest {

    @ArchTest
    static final ArchRule packagesDependOneWay =
            slices().matching("vesper.reporting.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePdfWriterKnowsNothingOfBanking = noClasses()
            .that()
            .resideInAPackage("vesper.reporting.pdf")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("vesper.bank..", "vesper.reporting.statement..", "java.sql..", "org.springframework..");

    @ArchTest
    static final ArchRule renderersAskNoDatabase = noClasses()
            .that()
            .haveSimpleNameStartingWith("Statement")
            .and()
            .resideInAPackage("vesper.reporting.statement")
            .and()
            .doNotHaveSimpleName("Statements")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.springframework..");

    @ArchTest
    static final ArchRule reportingUsesNoModuleButTheBank = classes()
            .that()
            .resideInAPackage("vesper.reporting..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("vesper.batch..", "vesper.api..", "vesper.console..", "vesper.stream..");
}
