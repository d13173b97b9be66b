package io.millrace.log.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.log.Append;
import io.millrace.log.ShardRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final int LARGE_BYTES = 1000;

    private final List<LocalWriter> writers =
            IntStream.range(0, 6)
                    .mapToObj(i -> new LocalWriter(new Shard(new ShardRef(i / 3, i % 3), 1), 1))
                    .toList();
    private final Waiting waiting = new Waiting(LARGE_BYTES);

    @Test
    void withoutLargeAppendsTheOrderIsThatOfTheCalls() {
        List<Request> all = List.of(small(0), claim(0), command(), small(1), drop(1, -1), small(0));
        all.forEach(waiting::add);
        assertThat(waiting.isHeldNext()).isFalse();
        assertThat(take(6, false)).isEqualTo(all);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void aLargeAppendLetsPassWhatDoesNotConcernItsShard() {
        Request before = add(small(0));
        Request large = add(large(0));
        Request elsewhere = add(small(1));
        Request command = add(command());
        Request barrier = add(new Request.Barrier(new CompletableFuture<>()));
        assertThat(take(4, false)).containsExactly(before, elsewhere, command, barrier);
        assertThat(waiting.hasDirect()).isFalse();
        assertThat(waiting.peek(false)).isNull();
        assertThat(take(1, true)).containsExactly(large);
        assertThat(waiting.isEmpty()).isTrue();
    }

    @Test
    void whatConcernsAHeldShardIsHeldToo() {
        Request large = add(large(0));
        List<Request> behind =
                List.of(
                        add(small(0)),
                        add(claim(0)),
                        add(new Request.Sealing(writers.get(0))),
                        add(drop(0, 0)),
                        // Of two shards, one is held; so the other is from here on.
                        add(small(0, 1)),
                        add(small(1)),
                        // All of the stream; so its third shard is from here on.
                        add(drop(0, -1)),
                        add(claim(2)));
        Request otherStream = add(small(3));
        assertThat(take(1, false)).containsExactly(otherStream);
        assertThat(waiting.hasDirect()).isFalse();
        assertThat(take(1, true)).containsExactly(large);
        assertThat(take(8, true)).isEqualTo(behind);
    }

    @Test
    void whatALargeAppendHeldUpTakesItsPlaceAgainOnceThatHasGone() {
        add(large(0));
        Request earlier = add(small(1));
        Request behind = add(small(0));
        Request secondLarge = add(large(3));
        Request behindSecond = add(small(3));
        Request later = add(small(2));
        take(1, true);
        assertThat(take(3, false)).containsExactly(earlier, behind, later);
        assertThat(waiting.hasDirect()).isFalse();
        assertThat(take(2, true)).containsExactly(secondLarge, behindSecond);
        Request next = add(small(0));
        assertThat(take(1, false)).containsExactly(next);
    }

    @Test
    void withTheHeldOnesTheOrderIsThatOfTheCalls() {
        List<Request> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(add(i % 3 == 1 ? large(i % 4) : small(i % 5)));
        }
        assertThat(take(20, true)).isEqualTo(all);
    }

    @Test
    void nothingEverOvertakesOnAShardAndNothingIsLost() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            playOnce(random, seed);
        }
    }

    private void playOnce(Random random, long seed) {
        List<Request> came = new ArrayList<>();
        List<Request> went = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (random.nextInt(5) < 3) {
                came.add(add(someRequest(random)));
            } else {
                boolean withHeld = random.nextInt(4) == 0;
                if (waiting.peek(withHeld) != null) {
                    went.addAll(take(1, withHeld));
                }
            }
        }
        went.addAll(waiting.removeAll());
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(went).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(came);
        for (int shard = 0; shard < writers.size(); shard++) {
            ShardRef ref = writers.get(shard).shard();
            assertThat(concerning(went, ref))
                    .as("seed %s, shard %s", seed, ref)
                    .isEqualTo(concerning(came, ref));
        }
        assertThat(commandsOf(went)).as("seed %s", seed).isEqualTo(commandsOf(came));
    }

    private Request someRequest(Random random) {
        int shard = random.nextInt(writers.size());
        return switch (random.nextInt(10)) {
            case 0 -> large(shard);
            case 1 -> large(shard, random.nextInt(writers.size()));
            case 2 -> claim(shard);
            case 3 -> command();
            case 4 -> new Request.Sealing(writers.get(shard));
            case 5 -> drop(shard / 3, random.nextInt(3) - 1);
            case 6 -> small(shard, random.nextInt(writers.size()));
            default -> small(shard);
        };
    }

    private static List<Request> concerning(List<Request> requests, ShardRef ref) {
        return requests.stream().filter(request -> shardsOf(request, ref).contains(ref)).toList();
    }

    /// @param one to be among them if it is of a stream all of whose shards are concerned
    private static Set<ShardRef> shardsOf(Request request, ShardRef one) {
        Set<ShardRef> shards = new HashSet<>();
        switch (request) {
            case Request.Appends appends ->
                    appends.all().forEach(append -> shards.add(append.writer().shard()));
            case Request.Sealing sealing -> shards.add(sealing.writer().shard());
            case Request.Claiming claiming -> shards.add(claiming.shard());
            case Request.Dropping(long stream, int shard) -> {
                if (stream == one.stream() && (shard < 0 || shard == one.shard())) {
                    shards.add(one);
                }
            }
            case Request.Proposal<?> _, Request.Barrier _ -> {}
        }
        return shards;
    }

    private static List<Request> commandsOf(List<Request> requests) {
        return requests.stream().filter(Request.Proposal.class::isInstance).toList();
    }

    private Request add(Request request) {
        waiting.add(request);
        return request;
    }

    private List<Request> take(int count, boolean withHeld) {
        List<Request> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(waiting.peek(withHeld));
            waiting.remove(withHeld);
        }
        return taken;
    }

    private Request small(int... shards) {
        return appends(LARGE_BYTES, shards);
    }

    private Request large(int... shards) {
        return appends(LARGE_BYTES + 1, shards);
    }

    private Request appends(int bytes, int... shards) {
        List<Append> appends =
                IntStream.of(shards)
                        .mapToObj(shard -> new Append(writers.get(shard), LogRig.batch("x")))
                        .toList();
        return new Request.Appends(appends, bytes);
    }

    private Request claim(int shard) {
        return new Request.Claiming(writers.get(shard).shard());
    }

    private static Request drop(long stream, int shard) {
        return new Request.Dropping(stream, shard);
    }

    private static Request command() {
        return new Request.Proposal<>(new byte[1], new CommandFold<>(new LogRig.Words()));
    }
}
