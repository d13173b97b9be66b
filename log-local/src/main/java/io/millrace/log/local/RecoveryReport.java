package io.millrace.log.local;

import java.util.List;

/// What opening a directory found.
///
/// @param fresh whether the directory was empty
/// @param cleanStop whether the last run ended with a closing frame
/// @param epoch owner epoch of this run
/// @param journalBytes bytes of frames read
/// @param frames number of frames read
/// @param torn the unfinished last group that was cut, none or one: it was never acknowledged
/// @param losses acknowledged data that is gone, given up by `acceptLoss`
/// @param removed files that nothing refers to, left by a crash, now deleted
public record RecoveryReport(
        boolean fresh,
        boolean cleanStop,
        int epoch,
        long journalBytes,
        long frames,
        List<Damage> torn,
        List<Damage> losses,
        List<String> removed) {
    /// One damaged place.
    ///
    /// @param file name within the data directory
    /// @param offset where it starts in the file
    /// @param bytes how many bytes are concerned
    /// @param what what is wrong and what is lost
    public record Damage(String file, long offset, long bytes, String what) {
        @Override
        public String toString() {
            return file + " at " + offset + " (" + bytes + " bytes): " + what;
        }
    }
}
