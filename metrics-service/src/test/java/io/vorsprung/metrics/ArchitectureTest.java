package io.vorsprung.metrics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.vorsprung");

    @Test
    void estimatorIsPlainJava() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.vorsprung.metrics.capability", "io.vorsprung.metrics.frontier", "io.vorsprung.metrics.gap")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.vorsprung.metrics.capability",
                        "io.vorsprung.metrics.frontier",
                        "io.vorsprung.metrics.gap")
                .check(CLASSES);
    }

    @Test
    void ledgerAndVintageKnowNoFramework() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vorsprung.metrics.ledger", "io.vorsprung.metrics.vintage")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..", "io.quarkus..", "io.smallrye..", "org.hibernate..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void pureCodeNeverAsksTheClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.vorsprung.metrics.capability",
                        "io.vorsprung.metrics.frontier",
                        "io.vorsprung.metrics.gap",
                        "io.vorsprung.metrics.ledger",
                        "io.vorsprung.metrics.vintage")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void noServiceDependsOnAnother() {
        noClasses()
                .that()
                .resideInAPackage("io.vorsprung.metrics..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vorsprung.ingest..", "io.vorsprung.alert..")
                .check(CLASSES);
    }

    @Test
    void commonKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("io.vorsprung.common..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vorsprung.ingest..", "io.vorsprung.metrics..", "io.vorsprung.alert..")
                .check(CLASSES);
    }
}
