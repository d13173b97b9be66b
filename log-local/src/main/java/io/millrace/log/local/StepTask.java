package io.millrace.log.local;

import java.io.IOException;

/// A step as the world sees it: does nothing before the log is started, and whatever it throws
/// stops the engine.
final class StepTask implements Task {
    private final String name;
    private final Step step;
    private final Signal signal;
    private final Halt halt;

    StepTask(String name, Step step, Signal signal, Halt halt) {
        this.name = name;
        this.step = step;
        this.signal = signal;
        this.halt = halt;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long step() {
        if (!halt.isStarted()) {
            return Long.MAX_VALUE;
        }
        try {
            return step.run();
        } catch (IOException | RuntimeException | Error e) {
            halt.stop(name, e);
            return 0;
        }
    }

    @Override
    public void wakeBy(Runnable wake) {
        signal.wakeBy(wake);
    }
}
