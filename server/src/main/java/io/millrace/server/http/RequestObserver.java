package io.millrace.server.http;

import org.jspecify.annotations.Nullable;

/// Hears of every request answered by the endpoint; called on the thread that ended it, so it must
/// be short.
public interface RequestObserver {
    /// One request has ended.
    ///
    /// @param target its operation as `service.operation`, from X-Amz-Target or from the path of
    ///   rpc-v2-cbor; null without either
    /// @param status HTTP status code; 0 if the client went away before it had its answer
    /// @param nanos from the request's first byte to the end of its answer
    void answered(@Nullable String target, int status, long nanos);
}
