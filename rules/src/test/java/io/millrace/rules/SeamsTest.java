package io.millrace.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// Time, chance and files enter through one door each, so that a simulation can hold the key.
class SeamsTest {
    /// The programs, where the real clock and the real chance are handed in.
    private static final String[] PROGRAMS = {"io.millrace.server..", "io.millrace.cli.."};

    @Test
    void timeComesFromAnArgument() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(Product.CLASSES);
    }

    @Test
    void chanceComesFromAnArgument() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(ThreadLocalRandom.class, "current")
                .check(Product.CLASSES);
    }

    @Test
    void engineFilesAreReachedThroughStorageOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.millrace.log..",
                        "io.millrace.stream..",
                        "io.millrace.api..",
                        "io.millrace.wire..")
                .and()
                .resideOutsideOfPackage("io.millrace.log.local.storage..")
                .should()
                .dependOnClassesThat(are(FileChannel.class, Files.class, java.io.File.class))
                .check(Product.CLASSES);
    }

    @Test
    void nothingSleepsOrExitsBelowThePrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackages(PROGRAMS)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(Product.CLASSES);
    }

    private static DescribedPredicate<JavaClass> are(Class<?>... types) {
        return describe(
                "are one of the file classes",
                candidate -> {
                    for (Class<?> type : types) {
                        if (candidate.isEquivalentTo(type)) {
                            return true;
                        }
                    }
                    return false;
                });
    }
}
