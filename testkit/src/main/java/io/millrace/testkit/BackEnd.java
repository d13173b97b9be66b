package io.millrace.testkit;

import io.millrace.log.LogEngine;
import java.io.IOException;
import java.time.InstantSource;

/// Opens the back end a contract suite is run over.
@FunctionalInterface
public interface BackEnd {
    /// Opens a log, not yet started: an empty one the first time, later one on what the former,
    /// which was closed, has kept.
    LogEngine open(InstantSource clock) throws IOException;
}
