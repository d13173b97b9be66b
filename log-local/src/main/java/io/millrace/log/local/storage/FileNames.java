package io.millrace.log.local.storage;

/// The rule for names in a {@link Storage}: relative, `/` between directory and file, no tricks.
final class FileNames {
    private FileNames() {}

    /// Returns the name of a file if it keeps the rule.
    static String file(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IllegalArgumentException("'" + name + "' does not name a file");
            }
        }
        return name;
    }

    /// Returns the name of a directory if it keeps the rule; `""` is the top one.
    static String directory(String name) {
        return name.isEmpty() ? name : file(name);
    }

    /// The directory a file is in.
    static String directoryOf(String file) {
        int slash = file.lastIndexOf('/');
        return slash < 0 ? "" : file.substring(0, slash);
    }
}
