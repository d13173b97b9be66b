package io.millrace.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The picture of ARCHITECTURE.md as a test: calls go down one layer.
class LayersTest {
    @Test
    void everyModuleIsScanned() {
        for (String part :
                new String[] {
                    "log",
                    "log.local",
                    "log.kafka.chain",
                    "stream",
                    "table",
                    "wire",
                    "metric",
                    "auth",
                    "api",
                    "server",
                    "cli"
                }) {
            assertThat(Product.CLASSES.containPackage("io.millrace." + part)).as(part).isTrue();
        }
    }

    @Test
    void callsGoDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("io.millrace.cli..")
                .layer("server")
                .definedBy("io.millrace.server..")
                .layer("api")
                .definedBy("io.millrace.api..")
                .layer("wire")
                .definedBy("io.millrace.wire..")
                .layer("metric")
                .definedBy("io.millrace.metric..")
                .layer("auth")
                .definedBy("io.millrace.auth..")
                .layer("stream")
                .definedBy("io.millrace.stream..")
                .layer("table")
                .definedBy("io.millrace.table")
                .layer("expression")
                .definedBy("io.millrace.table.expression")
                .layer("value")
                .definedBy("io.millrace.table.value")
                .layer("local")
                .definedBy("io.millrace.log.local..")
                .layer("kafka")
                .definedBy("io.millrace.log.kafka..")
                .layer("log")
                .definedBy("io.millrace.log")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("api", "cli")
                .whereLayer("metric")
                .mayOnlyBeAccessedByLayers("api", "server")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("api", "server")
                .whereLayer("table")
                .mayOnlyBeAccessedByLayers("api", "server")
                .whereLayer("expression")
                .mayOnlyBeAccessedByLayers("table", "api")
                .whereLayer("value")
                .mayOnlyBeAccessedByLayers("expression", "table", "api")
                .whereLayer("local")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("kafka")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("local", "kafka", "stream", "table", "server", "cli")
                .check(Product.CLASSES);
    }

    @Test
    void noCycleBetweenPackages() {
        slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(Product.CLASSES);
    }

    @Test
    void theEnginesKnowNoWire() {
        noClasses()
                .that()
                .resideInAnyPackage("io.millrace.stream..", "io.millrace.table..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml..", "org.eclipse.jetty..", "java.net.http..")
                .check(Product.CLASSES);
    }

    @Test
    void onlyTheServerKnowsTheHttpServer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.api..",
                        "io.millrace.wire..",
                        "io.millrace.auth..",
                        "io.millrace.log..",
                        "io.millrace.stream..",
                        "io.millrace.table..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(Product.CLASSES);
    }

    @Test
    void leavesDependOnNothingButTheJdk() {
        for (String leaf : new String[] {"io.millrace.log", "io.millrace.metric"}) {
            classes()
                    .that()
                    .resideInAPackage(leaf)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(leaf, "java..", "org.jspecify..")
                    .check(Product.CLASSES);
        }
    }
}
