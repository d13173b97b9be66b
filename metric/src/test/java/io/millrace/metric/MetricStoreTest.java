package io.millrace.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// A store in virtual time.
final class MetricStoreTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /// A full hour.
    private static final long START = 1_795_593_600_000L;

    private final MetricStore store = new MetricStore(new MetricLimits(1_000, 16 << 20));

    private static MetricKey metric(String name) {
        return new MetricKey(
                "000000000000",
                "us-east-1",
                "AWS/Kinesis",
                name,
                List.of(new Dimension("StreamName", "s")));
    }

    private static SeriesKey key(String name) {
        return new SeriesKey(metric(name), Unit.COUNT);
    }

    private List<Datapoint> read(String name, long from, long to, int period) {
        return store.read(metric(name), null, new Span(from, to, period));
    }

    private static Datapoint point(long at, double n, double sum, double min, double max) {
        return new Datapoint(at, Unit.COUNT, new StatisticSet(n, sum, min, max));
    }

    @Test
    void valuesOfAPeriodBecomeAStatisticSet() {
        Probe probe = store.probe(key("a"));
        probe.add(START, 3);
        probe.add(START + 999, -1);
        probe.add(START + 1_000, new StatisticSet(4, 10, 1, 5));
        probe.add(START + MINUTE, 7);
        assertThat(read("a", START, START + HOUR, 1))
                .containsExactly(
                        point(START, 2, 2, -1, 3),
                        point(START + 1_000, 4, 10, 1, 5),
                        point(START + MINUTE, 1, 7, 7, 7));
        assertThat(read("a", START, START + HOUR, 60))
                .containsExactly(point(START, 6, 12, -1, 5), point(START + MINUTE, 1, 7, 7, 7));
        assertThat(read("a", START, START + HOUR, 300)).containsExactly(point(START, 7, 19, -1, 7));
        assertThat(read("a", START, START + HOUR, 300).getFirst().statistics().average())
                .isCloseTo(19.0 / 7, within(1e-9));
    }

    @Test
    void aSpanIsHalfOpenAndItsPeriodsBeginWhereItBegins() {
        Probe probe = store.probe(key("a"));
        for (int minute = 0; minute < 10; minute++) {
            probe.add(START + minute * MINUTE, minute);
        }
        assertThat(read("a", START + 2 * MINUTE, START + 7 * MINUTE, 120))
                .containsExactly(
                        point(START + 2 * MINUTE, 2, 5, 2, 3),
                        point(START + 4 * MINUTE, 2, 9, 4, 5),
                        point(START + 6 * MINUTE, 1, 6, 6, 6));
        assertThat(read("a", START + 10 * MINUTE, START + HOUR, 60)).isEmpty();
        assertThat(read("b", START, START + HOUR, 60)).isEmpty();
    }

    @Test
    void secondsAreKeptForMinutesAndMinutesForHours() {
        Probe probe = store.probe(key("a"));
        int seconds = 7 * 3_600;
        for (int second = 0; second < seconds; second++) {
            probe.add(START + second * 1_000L, 1);
        }
        long end = START + seconds * 1_000L;
        List<Datapoint> bySecond = read("a", START, end, 1);
        assertThat(bySecond).hasSize(Series.SECONDS_KEPT);
        assertThat(bySecond.getLast().startMillis()).isEqualTo(end - 1_000);
        List<Datapoint> byMinute = read("a", START, end, 60);
        assertThat(byMinute).hasSize(Series.MINUTES_KEPT);
        assertThat(byMinute).allSatisfy(each -> assertThat(each.statistics().sum()).isEqualTo(60));
        assertThat(store.all().getFirst().total().samples()).isEqualTo(seconds);
        assertThat(store.stats().bytes()).isLessThan(30_000);
    }

    @Test
    void unitsAreSeriesOfTheirOwn() {
        store.probe(new SeriesKey(metric("a"), Unit.BYTES)).add(START, 5);
        store.probe(new SeriesKey(metric("a"), Unit.NONE)).add(START, 6);
        Span span = new Span(START, START + MINUTE, 60);
        assertThat(store.read(metric("a"), null, span))
                .extracting(Datapoint::unit)
                .containsExactly(Unit.BYTES, Unit.NONE);
        assertThat(store.read(metric("a"), Unit.NONE, span)).hasSize(1);
        assertThat(store.read(metric("a"), Unit.COUNT, span)).isEmpty();
    }

    @Test
    void theOrderOfDimensionsDoesNotMatter() {
        Dimension one = new Dimension("a", "1");
        Dimension two = new Dimension("b", "2");
        MetricKey key = new MetricKey("1", "r", "n", "m", List.of(two, one));
        assertThat(key).isEqualTo(new MetricKey("1", "r", "n", "m", List.of(one, two)));
        assertThat(key.dimensions()).containsExactly(one, two);
    }

    @Test
    void metricsAreOrdered() {
        MetricKey none = new MetricKey("1", "r", "n", "m", List.of());
        MetricKey one = new MetricKey("1", "r", "n", "m", List.of(new Dimension("a", "1")));
        MetricKey two =
                new MetricKey(
                        "1",
                        "r",
                        "n",
                        "m",
                        List.of(new Dimension("a", "1"), new Dimension("b", "1")));
        MetricKey other = new MetricKey("1", "r", "n", "z", List.of());
        List<MetricKey> keys = new ArrayList<>(List.of(other, two, one, none));
        keys.sort(null);
        assertThat(keys).containsExactly(none, one, two, other);
    }

    @Test
    void aClockSetBackALittleFindsItsPeriods() {
        Probe probe = store.probe(key("a"));
        probe.add(START + 10_000, 1);
        probe.add(START + 12_000, 2);
        probe.add(START + 11_000, 3);
        probe.add(START + 10_500, 4);
        assertThat(read("a", START, START + MINUTE, 1))
                .containsExactly(
                        point(START + 10_000, 2, 5, 1, 4),
                        point(START + 11_000, 1, 3, 3, 3),
                        point(START + 12_000, 1, 2, 2, 2));
    }

    @Test
    void aClockSetBackALotBeginsAnew() {
        Probe probe = store.probe(key("a"));
        probe.add(START + 100 * HOUR, 1);
        probe.add(START, 2);
        assertThat(read("a", START, START + 200 * HOUR, 60))
                .containsExactly(point(START, 1, 2, 2, 2));
    }

    @Test
    void datedValuesStandWhereTheyWereMeasured() {
        store.put(key("a"), START + HOUR, START + HOUR, StatisticSet.of(1));
        store.put(key("a"), START + HOUR, START + HOUR - 90_000, StatisticSet.of(2));
        store.put(key("a"), START + HOUR, START, StatisticSet.of(3));
        store.put(key("a"), START + HOUR, START + HOUR - 89_500, new StatisticSet(2, 8, 3, 5));
        assertThat(read("a", START, START + 2 * HOUR, 1))
                .containsExactly(
                        point(START + HOUR - 90_000, 3, 10, 2, 5), point(START + HOUR, 1, 1, 1, 1));
        assertThat(read("a", START, START + 2 * HOUR, 60))
                .containsExactly(
                        point(START, 1, 3, 3, 3),
                        point(START + HOUR - 2 * MINUTE, 3, 10, 2, 5),
                        point(START + HOUR, 1, 1, 1, 1));
    }

    @Test
    void aValueDatedAheadLeavesTheSecondsAlone() {
        store.put(key("a"), START, START - 1_000, StatisticSet.of(1));
        store.put(key("a"), START, START + 2 * HOUR, StatisticSet.of(2));
        store.put(key("a"), START + 1_000, START + 1_000, StatisticSet.of(3));
        assertThat(read("a", START - HOUR, START + 3 * HOUR, 1))
                .containsExactly(
                        point(START - 1_000, 1, 1, 1, 1), point(START + 1_000, 1, 3, 3, 3));
        assertThat(read("a", START - HOUR, START + 3 * HOUR, 60))
                .containsExactly(
                        point(START - MINUTE, 1, 1, 1, 1),
                        point(START, 1, 3, 3, 3),
                        point(START + 2 * HOUR, 1, 2, 2, 2));
    }

    @Test
    void aDatedValueOlderThanIsKeptShowsNowhereAndPushesNothingOut() {
        store.put(key("a"), START, START, StatisticSet.of(1));
        store.put(key("a"), START, START - 14 * 24 * HOUR, StatisticSet.of(2));
        assertThat(read("a", START - 15 * 24 * HOUR, START + HOUR, 60))
                .containsExactly(point(START, 1, 1, 1, 1));
        assertThat(store.all().getFirst().total().sum()).isEqualTo(3);
        assertThat(store.all().getFirst().lastMillis()).isEqualTo(START);
    }

    @Test
    void aClockSetBackALotLetsDatedValuesBeginAnew() {
        store.put(key("a"), START + 100 * HOUR, START + 100 * HOUR, StatisticSet.of(1));
        store.put(key("a"), START, START, StatisticSet.of(2));
        assertThat(read("a", START, START + 200 * HOUR, 60))
                .containsExactly(point(START, 1, 2, 2, 2));
        assertThat(read("a", START, START + 200 * HOUR, 1))
                .containsExactly(point(START, 1, 2, 2, 2));
    }

    @Test
    void rollupsAgreeWithAPlainMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Probe probe = store.probe(key("a"));
        TreeMap<Long, StatisticSet> expected = new TreeMap<>();
        long newest = START;
        for (int i = 0; i < 20_000; i++) {
            newest += random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(700);
            long at = newest - random.nextInt(5_000);
            double value = random.nextInt(1_000) - 500;
            probe.add(at, value);
            expected.merge(at / 1_000 * 1_000, StatisticSet.of(value), StatisticSet::plus);
        }
        long oldest = newest / 1_000 * 1_000 - (Series.SECONDS_KEPT - 10) * 1_000L;
        List<Datapoint> points = new ArrayList<>();
        expected.tailMap(oldest)
                .forEach((at, set) -> points.add(new Datapoint(at, Unit.COUNT, set)));
        assertThat(read("a", oldest, newest + 1, 1)).as("seed %d", seed).isEqualTo(points);
    }

    @Test
    void theLongestUnusedSeriesGoWhenThereAreTooMany() {
        MetricStore small = new MetricStore(new MetricLimits(64, 16 << 20));
        Probe busy = small.probe(key("busy"));
        for (int i = 0; i < 1_000; i++) {
            busy.add(START + i, 1);
            small.probe(key("n" + i)).add(START + i, 1);
            assertThat(small.stats().series()).isLessThanOrEqualTo(64);
        }
        assertThat(small.all())
                .extracting(view -> view.key().metric().name())
                .contains("busy", "n999", "n980")
                .doesNotContain("n0", "n900");
        MetricStats stats = small.stats();
        assertThat(stats.droppedSeries() + stats.series()).isEqualTo(1_001);
        assertThat(small.all().stream().filter(view -> view.key().equals(key("busy"))).findFirst())
                .hasValueSatisfying(view -> assertThat(view.total().samples()).isEqualTo(1_000));
    }

    @Test
    void memoryIsBoundedAndComesBack() {
        MetricLimits limits = new MetricLimits(1_000_000, 1 << 20);
        MetricStore small = new MetricStore(limits);
        for (int second = 0; second < 400; second++) {
            for (int i = 0; i < 200; i++) {
                small.probe(key("n" + i)).add(START + second * 1_000L, i);
                assertThat(small.stats().bytes()).isBetween(0L, limits.maxBytes());
            }
        }
        assertThat(small.stats().droppedSeries()).isPositive();
        long held = small.all().size();
        assertThat(small.stats().series()).isEqualTo((int) held);
    }

    @Test
    void aProbeWhoseSeriesWasDroppedBeginsAnother() {
        MetricStore small = new MetricStore(new MetricLimits(16, 16 << 20));
        Probe idle = small.probe(key("idle"));
        idle.add(START, 1);
        for (int i = 0; i < 100; i++) {
            small.probe(key("n" + i)).add(START + 1 + i, 1);
        }
        assertThat(small.read(metric("idle"), null, new Span(START, START + HOUR, 60))).isEmpty();
        idle.add(START + MINUTE, 2);
        assertThat(small.read(metric("idle"), null, new Span(START, START + HOUR, 60)))
                .containsExactly(point(START + MINUTE, 1, 2, 2, 2));
    }

    @Test
    void nothingIsLostBetweenThreadsWhileSeriesComeAndGo() throws InterruptedException {
        MetricStore small = new MetricStore(new MetricLimits(64, 16 << 20));
        Probe busy = small.probe(key("busy"));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < 20_000; i++) {
                                    busy.add(START + i, 1);
                                    String other = "n" + number + "-" + i / 10;
                                    small.probe(key(other)).add(START + i - 5_000, 1);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double samples =
                small.all().stream()
                        .filter(view -> view.key().equals(key("busy")))
                        .mapToDouble(view -> view.total().samples())
                        .sum();
        assertThat(samples).isEqualTo(80_000);
        long bytes = small.all().stream().mapToLong(view -> view.key().bytes()).sum();
        assertThat(small.stats().bytes()).isGreaterThan(bytes);
        assertThat(small.stats().series()).isLessThanOrEqualTo(64 + 4);
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new MetricLimits(1, 1 << 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16 series");
        assertThatThrownBy(() -> new Span(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
