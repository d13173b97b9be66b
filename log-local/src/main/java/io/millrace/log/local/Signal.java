package io.millrace.log.local;

/// Tells whoever runs a task that there is work for it.
final class Signal {
    private volatile Runnable wake = () -> {};

    void wakeBy(Runnable newWake) {
        wake = newWake;
    }

    void raise() {
        wake.run();
    }
}
