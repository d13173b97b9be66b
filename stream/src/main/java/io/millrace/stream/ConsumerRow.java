package io.millrace.stream;

import org.jspecify.annotations.Nullable;

/// A registered consumer in the replicated state.
///
/// @param createdMillis when it was registered; its seconds end its ARN
/// @param dueMillis when CREATING or DELETING is to end
/// @param policy null if it has none
record ConsumerRow(
        String name,
        long createdMillis,
        ConsumerStatus status,
        long dueMillis,
        Tags tags,
        @Nullable String policy) {
    ConsumerName key() {
        return new ConsumerName(name, createdMillis / 1000);
    }

    /// Whether time will not change it.
    boolean isSettled() {
        return status == ConsumerStatus.ACTIVE;
    }

    /// Whether its state is to end now.
    boolean isDue(long nowMillis) {
        return !isSettled() && dueMillis <= nowMillis;
    }

    ConsumerView view(StreamKey stream) {
        return new ConsumerView(stream, name, createdMillis, status);
    }

    ConsumerRow in(ConsumerStatus next, long itsDueMillis) {
        return new ConsumerRow(name, createdMillis, next, itsDueMillis, tags, policy);
    }

    ConsumerRow with(Tags itsTags) {
        return new ConsumerRow(name, createdMillis, status, dueMillis, itsTags, policy);
    }

    ConsumerRow under(@Nullable String itsPolicy) {
        return new ConsumerRow(name, createdMillis, status, dueMillis, tags, itsPolicy);
    }
}
