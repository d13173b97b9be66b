package io.millrace.stream;

/// What the limits say of a record or a call.
enum Admission {
    /// Within the limits.
    WITHIN,

    /// Beyond them, and let pass, since they are not enforced.
    BEYOND,

    /// Beyond them, and refused.
    REFUSED
}
