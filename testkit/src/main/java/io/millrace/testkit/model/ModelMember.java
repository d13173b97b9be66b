package io.millrace.testkit.model;

import org.jspecify.annotations.Nullable;

/// A member of a structure, of a request or of a reply.
///
/// @param name as on the wire, `StreamName`
/// @param required whether it must be there
/// @param never whether it must not be there, although it is modelled
/// @param reason why this holds instead of what the model says; null where nothing else does
public record ModelMember(
        String name, ModelShape shape, boolean required, boolean never, @Nullable String reason) {
    /// As in error messages, `streamName`.
    public String path() {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
