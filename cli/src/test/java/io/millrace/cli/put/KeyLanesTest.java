package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.client.Backoff;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class KeyLanesTest {
    private static final long LATER = 10_000_000_000L;

    private static KeyLanes lanes(boolean strict) {
        return new KeyLanes(strict, new Backoff(new SplittableRandom(1)));
    }

    private static PutEntry entry(String key, int number) {
        return new PutEntry(key, ByteBuffer.allocate(4).putInt(number).array());
    }

    private static int number(PutEntry entry) {
        return ByteBuffer.wrap(entry.data()).getInt();
    }

    private static List<Integer> numbers(List<PutEntry> request) {
        return request.stream().map(KeyLanesTest::number).toList();
    }

    private static boolean[] all(List<PutEntry> request, boolean stored) {
        boolean[] results = new boolean[request.size()];
        Arrays.fill(results, stored);
        return results;
    }

    @Test
    void aRequestHoldsAtMost500Records() {
        KeyLanes lanes = lanes(false);
        for (int i = 0; i < 700; i++) {
            lanes.add(entry("k" + i, i));
        }
        assertThat(lanes.isRequestFull()).isTrue();
        assertThat(lanes.take()).hasSize(500);
        assertThat(lanes.take()).hasSize(200);
        assertThat(lanes.take()).isEmpty();
    }

    @Test
    void aRequestHoldsAtMostFiveMebibytesAndALargerRecordGoesAlone() {
        KeyLanes lanes = lanes(false);
        lanes.add(new PutEntry("a", new byte[3 << 20]));
        lanes.add(new PutEntry("b", new byte[3 << 20]));
        lanes.add(new PutEntry("c", new byte[9 << 20]));
        lanes.add(new PutEntry("d", new byte[1]));
        assertThat(lanes.take()).extracting(PutEntry::key).containsExactly("a");
        assertThat(lanes.take()).extracting(PutEntry::key).containsExactly("b");
        assertThat(lanes.take()).extracting(PutEntry::key).containsExactly("c");
        assertThat(lanes.take()).extracting(PutEntry::key).containsExactly("d");
    }

    @Test
    void aKeyInFlightWaitsWhileOthersGo() {
        KeyLanes lanes = lanes(false);
        lanes.add(entry("a", 1));
        List<PutEntry> first = lanes.take();
        lanes.add(entry("a", 2));
        lanes.add(entry("b", 3));
        assertThat(numbers(lanes.take())).containsExactly(3);
        assertThat(lanes.take()).isEmpty();
        assertThat(lanes.settle(first, all(first, true), 0)).isZero();
        assertThat(numbers(lanes.take())).containsExactly(2);
    }

    @Test
    void refusedRecordsGoAgainBeforeThoseBehindThem() {
        KeyLanes lanes = lanes(false);
        for (int i = 0; i < 4; i++) {
            lanes.add(entry("a", i));
        }
        List<PutEntry> request = lanes.take();
        lanes.add(entry("a", 4));
        assertThat(lanes.settle(request, new boolean[] {true, true, false, false}, 0)).isEqualTo(2);
        assertThat(lanes.take()).as("before the backoff").isEmpty();
        lanes.wake(LATER);
        assertThat(numbers(lanes.take())).containsExactly(2, 3, 4);
        assertThat(lanes.overtaken()).isZero();
    }

    @Test
    void anOvertakenRecordIsCountedAndMakesTheRestCareful() {
        KeyLanes lanes = lanes(false);
        for (int i = 0; i < 3; i++) {
            lanes.add(entry("a", i));
        }
        List<PutEntry> request = lanes.take();
        lanes.add(entry("a", 3));
        assertThat(lanes.settle(request, new boolean[] {true, false, true}, 0)).isEqualTo(1);
        assertThat(lanes.overtaken()).isEqualTo(1);
        lanes.wake(LATER);
        assertThat(numbers(lanes.take())).containsExactly(1);
    }

    @Test
    void strictLanesSendOneRecordOfAKey() {
        KeyLanes lanes = lanes(true);
        lanes.add(entry("a", 1));
        lanes.add(entry("a", 2));
        lanes.add(entry("b", 3));
        List<PutEntry> request = lanes.take();
        assertThat(numbers(request)).containsExactly(1, 3);
        assertThat(lanes.settle(request, all(request, true), 0)).isZero();
        assertThat(numbers(lanes.take())).containsExactly(2);
    }

    @Test
    void nothingIsLeftWhenAllIsStored() {
        KeyLanes lanes = lanes(false);
        lanes.add(entry("a", 1));
        List<PutEntry> request = lanes.take();
        assertThat(lanes.isEmpty()).isFalse();
        assertThat(lanes.settle(request, all(request, true), 0)).isZero();
        assertThat(lanes.isEmpty()).isTrue();
        assertThat(lanes.waiting()).isZero();
        assertThat(lanes.waitingBytes()).isZero();
    }

    /// A service that refuses at random, several requests on their way that end in any order.
    @RepeatedTest(20)
    void eachKeyKeepsItsOrderWhateverIsRefused() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        KeyLanes lanes = lanes(true);
        Map<String, List<Integer>> stored = new HashMap<>();
        List<List<PutEntry>> inFlight = new ArrayList<>();
        int added = 0;
        long now = 0;
        while (added < 3000 || !lanes.isEmpty()) {
            now += random.nextLong(100_000_000);
            lanes.wake(now);
            if (added < 3000 && random.nextInt(3) > 0) {
                for (int i = 0; i < 20; i++) {
                    lanes.add(entry("k" + random.nextInt(8), added));
                    added++;
                }
            }
            List<PutEntry> request = lanes.take();
            if (!request.isEmpty()) {
                inFlight.add(request);
            }
            if (!inFlight.isEmpty() && random.nextBoolean()) {
                settleOne(
                        lanes,
                        inFlight.remove(random.nextInt(inFlight.size())),
                        stored,
                        random,
                        now);
            }
        }
        int total = stored.values().stream().mapToInt(List::size).sum();
        assertThat(total).as("seed %d", seed).isEqualTo(added);
        stored.values().forEach(n -> assertThat(n).as("seed %d", seed).isSorted());
        assertThat(lanes.overtaken()).isZero();
    }

    private static void settleOne(
            KeyLanes lanes,
            List<PutEntry> request,
            Map<String, List<Integer>> stored,
            SplittableRandom random,
            long now) {
        boolean[] results = new boolean[request.size()];
        for (int i = 0; i < results.length; i++) {
            results[i] = random.nextInt(4) > 0;
            if (results[i]) {
                PutEntry entry = request.get(i);
                stored.computeIfAbsent(entry.key(), _ -> new ArrayList<>()).add(number(entry));
            }
        }
        int refused = lanes.settle(request, results, now);
        assertThat(refused).isLessThanOrEqualTo(request.size());
    }
}
