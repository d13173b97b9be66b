package io.millrace.server;

import io.millrace.log.local.LocalLogConfig;
import io.millrace.log.local.storage.Storage;
import java.util.function.UnaryOperator;

/// What a test puts between the server and its disk; a user's server has nothing there.
///
/// @param disk given the storage, returns the one to use
/// @param sizes given the log's configuration, returns the one to use: with small files a test gets
///   to what takes gigabytes otherwise
public record Underlay(UnaryOperator<Storage> disk, UnaryOperator<LocalLogConfig> sizes) {
    /// Nothing.
    public static final Underlay NONE =
            new Underlay(UnaryOperator.identity(), UnaryOperator.identity());
}
