package io.millrace.conformance.kcl;

import io.millrace.conformance.kcl.worker.KclOneWorker;
import io.millrace.conformance.kcl.worker.KclWorker;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// A version of KCL, with the class path its users have.
public enum Library {
    KCL_3("kcl-3.5", "KCL 3.5.1", 3, KclWorker.class),
    KCL_3_BEFORE("kcl-3.4", "KCL 3.4.2", 3, KclWorker.class),

    /// Until version 3 every worker looks for expired leases each two failover times, and may see a
    /// last renewal the first time it looks: that makes four.
    KCL_2("kcl-2.7", "KCL 2.7.2", 5, KclWorker.class),
    KCL_1("kcl-1.15", "KCL 1.15.3", 5, KclOneWorker.class);

    private static final Path JARS = Path.of("..", "conformance-kcl", "lib").toAbsolutePath();

    private final String directory;
    private final String title;
    private final int takeover;
    private final Class<?> main;

    Library(String directory, String title, int takeover, Class<?> main) {
        this.directory = directory;
        this.title = title;
        this.takeover = takeover;
        this.main = main;
    }

    /// Name of its directory and of its list of calls.
    String directory() {
        return directory;
    }

    String title() {
        return title;
    }

    /// In how many failover times the leases of a dead worker are others'.
    int takeover() {
        return takeover;
    }

    /// The program of its workers.
    Class<?> main() {
        return main;
    }

    /// As `kcl-3.5` without its first part.
    String version() {
        return directory.substring(directory.indexOf('-') + 1);
    }

    /// The workers' classes and the library's jars, which the build has put where they are wanted.
    String classPath() {
        Path jars = JARS.resolve(directory).resolve("target").resolve("lib").normalize();
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(jars + " is not there: build its module, too (-am)");
        }
        String classes = main.getProtectionDomain().getCodeSource().getLocation().getPath();
        return classes + File.pathSeparator + jars + "/*";
    }
}
