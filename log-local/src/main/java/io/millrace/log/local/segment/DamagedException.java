package io.millrace.log.local.segment;

/// Bytes are not what was written. Carries the finding up to where the place is known.
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String finding) {
        super(finding);
    }

    String finding() {
        return String.valueOf(getMessage());
    }
}
