package io.millrace.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.server.http.RequestObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The server's meters. Safe for use by many threads.
///
/// Requests are counted by operation and status. A client chooses the text of its target, so only
/// targets that have once been answered with success, and so many at most, get a row of their own.
public final class Meters implements RequestObserver {
    /// More than all operations of all services together.
    private static final int MAX_ROWS = 1024;

    private static final int FIRST_FAILURE = 300;

    /// From a put under no load to a client's time-out.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
    };

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConcurrentHashMap<String, Row> rows = new ConcurrentHashMap<>();
    private final Row other = new Row("other");
    private final List<Supplier<String>> appended = new CopyOnWriteArrayList<>();
    private @Nullable JvmGcMetrics collections;

    /// Meters that show nothing yet.
    public Meters() {}

    @Override
    public void answered(@Nullable String target, int status, long nanos) {
        rowFor(target, status).timer(status).record(nanos, TimeUnit.NANOSECONDS);
    }

    /// Shows a value that is read when somebody looks.
    public <T> void gauge(String name, String help, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    /// Shows a value that only rises.
    public <T> void counter(String name, String help, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(help).register(registry);
    }

    /// Shows a text of Prometheus' format behind the meters.
    public void append(Supplier<String> text) {
        appended.add(text);
    }

    /// Everything, as Prometheus reads it.
    public String scrape() {
        bindJvm();
        StringBuilder page = new StringBuilder(registry.scrape());
        appended.forEach(text -> page.append(text.get()));
        return page.toString();
    }

    /// The JVM's own figures, bound when somebody first looks: they cost a good part of a start.
    private synchronized void bindJvm() {
        if (collections != null) {
            return;
        }
        collections = new JvmGcMetrics();
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        collections.bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private Row rowFor(@Nullable String target, int status) {
        if (target == null) {
            return other;
        }
        Row known = rows.get(target);
        if (known != null) {
            return known;
        }
        boolean served = status > 0 && status < FIRST_FAILURE && rows.size() < MAX_ROWS;
        return served ? rows.computeIfAbsent(target, Row::new) : other;
    }

    /// Timers of one target, by status.
    private final class Row {
        private final String target;
        private final ConcurrentHashMap<Integer, Timer> timers = new ConcurrentHashMap<>();

        Row(String target) {
            this.target = target;
        }

        Timer timer(int status) {
            Timer timer = timers.get(status);
            return timer == null ? timers.computeIfAbsent(status, this::register) : timer;
        }

        private Timer register(int status) {
            int dot = target.lastIndexOf('.');
            return Timer.builder("millrace.requests")
                    .description("Requests answered, by operation and status")
                    .tag("operation", target.substring(dot + 1))
                    .tag("service", target.substring(0, Math.max(0, dot)))
                    .tag("status", status == 0 ? "lost" : Integer.toString(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
        }
    }
}
