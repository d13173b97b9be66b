package io.millrace.testkit.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The names in one simulated directory: as they are seen, and as they stand on the disk, with the
/// changes in between.
final class SimulatedDirectory {
    /// A change of names that happens whole or not at all; a name bound to null is gone.
    private record Change(SimulatedFile file, Map<String, @Nullable SimulatedFile> names) {}

    private final TreeMap<String, SimulatedFile> seen = new TreeMap<>();
    private final TreeMap<String, SimulatedFile> disk = new TreeMap<>();
    private final List<Change> unforced = new ArrayList<>();

    Map<String, SimulatedFile> files() {
        return seen;
    }

    void bind(String name, SimulatedFile file) {
        Map<String, @Nullable SimulatedFile> names = new LinkedHashMap<>();
        names.put(name, file);
        change(new Change(file, names));
    }

    void unbind(String name) {
        SimulatedFile file = seen.get(name);
        if (file != null) {
            Map<String, @Nullable SimulatedFile> names = new LinkedHashMap<>();
            names.put(name, null);
            change(new Change(file, names));
        }
    }

    void rename(String from, String to, SimulatedFile file) {
        Map<String, @Nullable SimulatedFile> names = new LinkedHashMap<>();
        names.put(from, null);
        names.put(to, file);
        change(new Change(file, names));
    }

    private void change(Change change) {
        unforced.add(change);
        apply(change, seen);
    }

    private static void apply(Change change, Map<String, SimulatedFile> names) {
        change.names()
                .forEach((name, file) -> {
                    if (file == null) {
                        names.remove(name);
                    } else {
                        names.put(name, file);
                    }
                });
    }

    void force() {
        unforced.forEach(change -> apply(change, disk));
        unforced.clear();
    }

    /// Lets each change survive or not; one that was built on a lost one is lost too.
    void crash(RandomGenerator random) {
        Set<String> lostNames = new HashSet<>();
        Set<SimulatedFile> lostFiles = new HashSet<>();
        for (Change change : unforced) {
            boolean built =
                    lostFiles.contains(change.file())
                            || change.names().keySet().stream().anyMatch(lostNames::contains);
            if (built || random.nextInt(3) == 0) {
                lostNames.addAll(change.names().keySet());
                lostFiles.add(change.file());
            } else {
                apply(change, disk);
            }
        }
        unforced.clear();
        seen.clear();
        seen.putAll(disk);
        seen.values().forEach(file -> file.crash(random));
    }

    /// The directory as it is seen, with nothing left to force.
    SimulatedDirectory copy() {
        SimulatedDirectory copy = new SimulatedDirectory();
        seen.forEach((name, file) -> {
            SimulatedFile same = file.copy();
            copy.seen.put(name, same);
            copy.disk.put(name, same);
        });
        return copy;
    }
}
