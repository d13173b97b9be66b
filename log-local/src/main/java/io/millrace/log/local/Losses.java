package io.millrace.log.local;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.RecoveryReport.Damage;
import java.util.ArrayList;
import java.util.List;

/// Acknowledged data found damaged during a start: refused, unless the operator accepts the loss.
final class Losses {
    private final boolean accept;
    private final List<Damage> accepted = new ArrayList<>();

    Losses(boolean accept) {
        this.accept = accept;
    }

    boolean areAccepted() {
        return accept;
    }

    /// @throws CorruptLogException unless losses are accepted
    void add(Damage damage) {
        if (!accept) {
            throw new CorruptLogException(
                    damage
                            + ". It had been acknowledged, so the server does not start."
                            + " Restore the directory from a backup, or start with"
                            + " --accept-loss to go on without it.");
        }
        accepted.add(damage);
    }

    /// What not even an operator can accept, as everything hangs on it.
    static CorruptLogException beyondAcceptance(String what) {
        return new CorruptLogException(
                what
                        + ". Without the commands nobody can tell which streams and shards there"
                        + " are, so nothing here can be served, not even with --accept-loss."
                        + " Restore the directory from a backup; if there is none, move it away"
                        + " and start with an empty one.");
    }

    List<Damage> accepted() {
        return List.copyOf(accepted);
    }

    boolean isEmpty() {
        return accepted.isEmpty();
    }
}
