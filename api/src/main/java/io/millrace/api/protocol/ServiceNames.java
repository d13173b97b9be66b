package io.millrace.api.protocol;

/// The names of one service.
///
/// @param target what stands before the dot in `X-Amz-Target`, and in the path of rpc-v2-cbor
/// @param version of its query protocol
/// @param scope its name in signing scopes
/// @param namespace of its XML
/// @param model what stands before the names of its errors, `com.amazonaws.cloudwatch#`
public record ServiceNames(
        String target, String version, String scope, String namespace, String model) {}
