package io.millrace.stream;

import static io.millrace.stream.ShardMetric.INCOMING_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamMachineTest {
    private static final Quotas QUOTAS = new Quotas(100, 5, 5, 9, 3, 4, 3, 5, 2);
    private static final StreamKey KEY = World.key("s");
    private static final ResourceKey CONSUMER =
            new ResourceKey(KEY, new ConsumerName("c", 1_793_000_000));

    private static StreamMachine machine() {
        return new StreamMachine(new Catalogue(), _ -> {});
    }

    private static Outcome apply(StreamMachine machine, long index, Command command) {
        return machine.apply(index, ByteBuffer.wrap(CommandCodec.encode(command)));
    }

    private static StreamSettings plain() {
        return StreamSettings.of(
                StreamMode.PROVISIONED, 1024, Distribution.USER_PARTITION_KEY, null, Tags.NONE);
    }

    private static StreamSettings onDemand() {
        return plain().in(StreamMode.ON_DEMAND, null);
    }

    private static StreamSettings everything() {
        Tags tags = Tags.of(Map.of("team", "\u00e9", "", "x"));
        return StreamSettings.of(StreamMode.ON_DEMAND, 2048, Distribution.AUTO, 77, tags)
                .retaining(8760, 5)
                .monitoring(Set.of(ShardMetric.ITERATOR_AGE_MILLISECONDS, INCOMING_BYTES))
                .encrypted("alias/aws/kinesis")
                .under("{\"Version\":1}");
    }

    private static List<Command> samples() {
        Command.Timing timing = new Command.Timing(1_793_000_000_123L, 1_793_000_000_323L);
        return List.of(
                new Command.InstallTokenKey(TokenKey.random(new Random(1))),
                new Command.CreateStream(KEY, 7, everything(), timing, QUOTAS),
                new Command.DeleteStream(KEY, true, timing, QUOTAS),
                new Command.Settle(300, 1_793_000_000_500L),
                new Command.Forget(Long.MAX_VALUE),
                new Command.SetRetention(KEY, 8760, true, 5),
                new Command.SetRetention(KEY, 24, false, -5),
                new Command.ExpireShards(3, List.of(1, 128, Integer.MAX_VALUE), 7),
                new Command.BeginSplit(KEY, 4, "99999999999999999999", timing, QUOTAS),
                new Command.BeginMerge(KEY, 4, 5, timing),
                new Command.BeginCount(KEY, 12, timing, QUOTAS),
                new Command.Prepared(3, 17),
                new Command.Sealing(3, 17, List.of(0, 1)),
                new Command.Sealed(3, 17, List.of(new ReshardStep.LogEnd(0, 12, 99)), 100),
                new Command.Abort(3, 17),
                new Command.RegisterConsumer(KEY, "c", everything().tags(), timing, QUOTAS),
                new Command.DeregisterConsumer(KEY, new ConsumerSelector("c", null), timing),
                new Command.DeregisterConsumer(KEY, new ConsumerSelector(null, 9L), timing),
                new Command.AddTags(ResourceKey.of(KEY), everything().tags()),
                new Command.AddTags(CONSUMER, Tags.NONE),
                new Command.RemoveTags(CONSUMER, List.of("a", "")),
                new Command.SetPolicy(CONSUMER, "{}"),
                new Command.SetPolicy(ResourceKey.of(KEY), null),
                new Command.SetMonitoring(KEY, everything().monitoring(), true, timing),
                new Command.SetEncryption(KEY, "key", timing, QUOTAS),
                new Command.SetEncryption(KEY, null, timing, QUOTAS),
                new Command.SetMode(KEY, StreamMode.PROVISIONED, null, timing, QUOTAS),
                new Command.SetMode(KEY, StreamMode.ON_DEMAND, 10_240, timing, QUOTAS),
                new Command.SetWarmThroughput(KEY, 0, timing),
                new Command.SetMaxRecord(KEY, 10_240, timing),
                new Command.SetDistribution(KEY, Distribution.AUTO),
                new Command.SetCommitment("123456789012", "r", true, -1));
    }

    @Test
    void commandsAreReadAsWritten() {
        for (Command command : samples()) {
            byte[] bytes = CommandCodec.encode(command);
            assertThat(bytes[0]).isEqualTo((byte) 1);
            assertThat(CommandCodec.decode(ByteBuffer.wrap(bytes).asReadOnlyBuffer()))
                    .isEqualTo(command);
        }
    }

    @Test
    void anEncodedCommandStaysAsItIs() {
        byte[] bytes = CommandCodec.encode(new Command.Sealing(3, 17, List.of(0, 64)));
        assertThat(bytes).containsExactly(1, 12, 1, 6, 34, 4, 0, (byte) 0x80, 1);
    }

    @Test
    void commandsOfALaterReleaseAreRefusedClearly() {
        for (byte[] unknown : new byte[][] {{9, 2, 1}, {1, 99, 1}, {1, 4, 2, 8}}) {
            assertThatThrownBy(() -> machine().apply(5, ByteBuffer.wrap(unknown)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("command 5")
                    .hasMessageContaining("newer release");
        }
    }

    @Test
    void damagedCommandsAreRefused() {
        for (Command command : samples()) {
            byte[] bytes = CommandCodec.encode(command);
            for (int length = 0; length < bytes.length; length++) {
                ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
                assertThatThrownBy(() -> CommandCodec.decode(cut))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            ByteBuffer longer = ByteBuffer.wrap(java.util.Arrays.copyOf(bytes, bytes.length + 1));
            assertThatThrownBy(() -> CommandCodec.decode(longer))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSnapshotHoldsTheStateThatReplayGives(long seed) throws IOException {
        List<byte[]> commands = randomHistory(seed);
        StreamMachine whole = machine();
        for (int i = 0; i < commands.size(); i++) {
            whole.apply(i + 1, ByteBuffer.wrap(commands.get(i)));
        }
        int cut = commands.size() / 2;
        StreamMachine first = machine();
        for (int i = 0; i < cut; i++) {
            first.apply(i + 1, ByteBuffer.wrap(commands.get(i)));
        }
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        first.snapshot(snapshot);
        StreamMachine second = machine();
        second.restore(new ByteArrayInputStream(snapshot.toByteArray()));
        assertThat(second.stateHash()).isEqualTo(first.stateHash());
        for (int i = cut; i < commands.size(); i++) {
            second.apply(i + 1, ByteBuffer.wrap(commands.get(i)));
        }
        assertThat(second.stateHash()).as("seed " + seed).isEqualTo(whole.stateHash());
        ByteArrayOutputStream a = new ByteArrayOutputStream();
        ByteArrayOutputStream b = new ByteArrayOutputStream();
        whole.snapshot(a);
        second.snapshot(b);
        assertThat(b.toByteArray()).isEqualTo(a.toByteArray());
    }

    /// @param registered consumers that may be there; what is registered here is added
    private static Command setting(
            Random random,
            StreamKey key,
            Command.Timing timing,
            Map<String, ConsumerName> registered) {
        String name = "c" + random.nextInt(4);
        String path = key.name() + "/" + name;
        ConsumerName now = new ConsumerName(name, timing.atMillis() / 1000);
        ConsumerName consumer = registered.getOrDefault(path, now);
        ResourceKey resource = new ResourceKey(key, random.nextBoolean() ? null : consumer);
        String text = "t" + random.nextInt(60);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> {
                registered.putIfAbsent(path, now);
                yield new Command.RegisterConsumer(
                        key, name, Tags.of(Map.of(text, "v")), timing, QUOTAS);
            }
            case 3 -> {
                registered.remove(path);
                yield new Command.DeregisterConsumer(key, new ConsumerSelector(name, null), timing);
            }
            case 4 -> new Command.AddTags(resource, Tags.of(Map.of(text, name)));
            case 5 -> new Command.RemoveTags(resource, List.of(text));
            case 6 -> new Command.SetPolicy(resource, random.nextBoolean() ? text : null);
            case 7 ->
                    new Command.SetMonitoring(
                            key,
                            Set.of(RowCodec.METRICS.get(random.nextInt(7))),
                            random.nextBoolean(),
                            timing);
            case 8 ->
                    new Command.SetEncryption(
                            key, random.nextBoolean() ? text : null, timing, QUOTAS);
            case 9 ->
                    new Command.SetMode(
                            key, RowCodec.MODES.get(random.nextInt(2)), null, timing, QUOTAS);
            case 10 -> new Command.SetWarmThroughput(key, random.nextInt(20_000), timing);
            case 11 -> new Command.SetMaxRecord(key, 1024 + random.nextInt(9000), timing);
            case 12 ->
                    new Command.SetDistribution(key, RowCodec.DISTRIBUTIONS.get(random.nextInt(2)));
            default ->
                    new Command.SetCommitment(
                            key.account(), key.region(), random.nextBoolean(), timing.atMillis());
        };
    }

    /// @param lastBegin index of a command that began a reshard
    private static Command lifeOrReshard(
            Random random, StreamKey key, Command.Timing timing, long lastBegin) {
        long now = timing.atMillis();
        long stream = 1L + random.nextInt(6);
        int shard = random.nextInt(12);
        StreamSettings settings = random.nextBoolean() ? plain() : onDemand();
        return switch (random.nextInt(15)) {
            case 0 -> new Command.CreateStream(key, 3, settings, timing, QUOTAS);
            case 1, 2 -> new Command.Settle(stream, now);
            case 3 ->
                    random.nextInt(5) == 0
                            ? new Command.DeleteStream(key, random.nextBoolean(), timing, QUOTAS)
                            : new Command.Forget(stream);
            case 4 ->
                    new Command.SetRetention(
                            key, 24 + random.nextInt(3), random.nextBoolean(), now);
            case 5 -> new Command.ExpireShards(stream, List.of(shard), now + 90_000_000);
            case 6, 7 -> {
                String at = new HashKey(random.nextLong(), 7).toString();
                yield new Command.BeginSplit(key, shard, at, timing, QUOTAS);
            }
            case 8 -> new Command.BeginMerge(key, shard, shard + 1, timing);
            case 9 -> new Command.BeginCount(key, 1 + shard, timing, QUOTAS);
            case 10 -> new Command.Prepared(stream, lastBegin);
            case 11 -> new Command.Sealing(stream, lastBegin, List.of(0, 1, shard));
            default ->
                    new Command.Sealed(
                            stream,
                            lastBegin,
                            List.of(
                                    new ReshardStep.LogEnd(0, 5, now),
                                    new ReshardStep.LogEnd(shard, 9, now)),
                            now);
        };
    }

    /// Commands drawn at random, refused and stale ones among them.
    private static List<byte[]> randomHistory(long seed) {
        Random random = new Random(seed);
        List<Command> commands = new ArrayList<>();
        commands.add(new Command.InstallTokenKey(TokenKey.random(random)));
        long now = 1_793_000_000_000L;
        long lastBegin = 1;
        Map<String, ConsumerName> registered = new HashMap<>();
        while (commands.size() < 1000) {
            now += random.nextInt(50_000);
            StreamKey key = World.key("s" + random.nextInt(3));
            Command.Timing timing = new Command.Timing(now, now + random.nextInt(2));
            Command next =
                    random.nextInt(3) == 0
                            ? setting(random, key, timing, registered)
                            : lifeOrReshard(random, key, timing, lastBegin);
            commands.add(next);
            boolean begins =
                    next instanceof Command.BeginSplit
                            || next instanceof Command.BeginMerge
                            || next instanceof Command.BeginCount;
            lastBegin = begins && random.nextBoolean() ? commands.size() : lastBegin;
        }
        return commands.stream().map(CommandCodec::encode).toList();
    }

    @Test
    void theRandomHistoriesLetEveryCommandAboutSettingsSucceed() {
        Set<Class<?>> applied = new HashSet<>();
        for (long seed = 1; seed <= 8; seed++) {
            StreamMachine machine = machine();
            long index = 0;
            for (byte[] bytes : randomHistory(seed)) {
                Outcome outcome = machine.apply(++index, ByteBuffer.wrap(bytes));
                if (outcome instanceof Outcome.Applied
                        || outcome instanceof Outcome.AccountChanged) {
                    applied.add(CommandCodec.decode(ByteBuffer.wrap(bytes)).getClass());
                }
            }
        }
        assertThat(applied).contains(Command.Setting.class.getPermittedSubclasses());
    }

    @Test
    void anEmptyStateIsRestored() throws IOException {
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        machine().snapshot(snapshot);
        StreamMachine restored = machine();
        restored.restore(new ByteArrayInputStream(snapshot.toByteArray()));
        assertThat(restored.stateHash()).isEqualTo(machine().stateHash());
    }

    @Test
    void damagedOrLaterSnapshotsAreRefused() throws IOException {
        StreamMachine machine = machine();
        Command.Timing timing = new Command.Timing(9, 9);
        apply(machine, 1, new Command.CreateStream(KEY, 2, plain(), timing, QUOTAS));
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        machine.snapshot(snapshot);
        byte[] bytes = snapshot.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> machine().restore(new ByteArrayInputStream(changed)))
                    .as("byte " + i)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void staleCommandsChangeNothing() {
        StreamMachine machine = machine();
        Command.Timing timing = new Command.Timing(9, 9);
        apply(machine, 1, new Command.CreateStream(KEY, 2, plain(), timing, QUOTAS));
        apply(machine, 2, new Command.BeginMerge(KEY, 0, 1, timing));
        apply(machine, 3, new Command.Prepared(1, 2));
        Command.Timing slow = new Command.Timing(9, 100);
        apply(machine, 4, new Command.RegisterConsumer(KEY, "going", Tags.NONE, timing, QUOTAS));
        apply(
                machine,
                5,
                new Command.DeregisterConsumer(KEY, new ConsumerSelector("going", null), slow));
        List<Command> stale =
                List.of(
                        new Command.Prepared(1, 2),
                        new Command.Prepared(1, 99),
                        new Command.Abort(1, 2),
                        new Command.Sealing(1, 77, List.of(0)),
                        new Command.Sealing(1, 2, List.of(5)),
                        new Command.Settle(1, 99),
                        new Command.DeregisterConsumer(
                                KEY, new ConsumerSelector("going", null), timing),
                        new Command.SetCommitment("123456789012", "r", false, 9),
                        new Command.Forget(1),
                        new Command.ExpireShards(1, List.of(0, 1, 2), Long.MAX_VALUE / 2),
                        new Command.InstallTokenKey(TokenKey.random(new Random(2))));
        apply(machine, 4, new Command.InstallTokenKey(TokenKey.random(new Random(1))));
        long hash = machine.stateHash();
        for (Command command : stale) {
            assertThat(apply(machine, 9, command)).isEqualTo(new Outcome.Unchanged());
            assertThat(machine.stateHash()).as(command.toString()).isEqualTo(hash);
        }
    }

    @Test
    void aMergeCommitsWhenBothParentsAreSealedAndAnAbortOnlyStopsWhatSealedNothing() {
        Catalogue catalogue = new Catalogue();
        StreamMachine machine = new StreamMachine(catalogue, _ -> {});
        Command.Timing timing = new Command.Timing(9_000, 9_000);
        apply(machine, 1, new Command.CreateStream(KEY, 2, plain(), timing, QUOTAS));
        apply(machine, 2, new Command.BeginMerge(KEY, 0, 1, timing));
        assertThat(apply(machine, 3, new Command.Abort(1, 2))).isInstanceOf(Outcome.Applied.class);
        apply(machine, 4, new Command.BeginMerge(KEY, 0, 1, timing));
        apply(machine, 5, new Command.Prepared(1, 4));
        assertThat(apply(machine, 6, new Command.Abort(1, 4))).isEqualTo(new Outcome.Unchanged());
        apply(machine, 7, new Command.Sealing(1, 4, List.of(0)));
        List<ReshardStep.LogEnd> one = List.of(new ReshardStep.LogEnd(0, 5, 9_500));
        apply(machine, 8, new Command.Sealed(1, 4, one, 9_600));
        StreamRow half = java.util.Objects.requireNonNull(catalogue.find(1));
        assertThat(half.status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(half.shards().openCount()).isEqualTo(2);
        List<ReshardStep.LogEnd> other =
                List.of(new ReshardStep.LogEnd(0, 99, 99_999), new ReshardStep.LogEnd(1, 7, 9_400));
        apply(machine, 9, new Command.Sealed(1, 4, other, 9_700));
        StreamRow done = java.util.Objects.requireNonNull(catalogue.find(1));
        assertThat(done.status()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(done.shards().rows())
                .extracting(
                        ShardRow::number,
                        ShardRow::openMillis,
                        ShardRow::closeMillis,
                        ShardRow::endPosition,
                        ShardRow::creationSeconds)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 9_000L, 9_500L, 5L, 9L),
                        org.assertj.core.groups.Tuple.tuple(1, 9_000L, 9_500L, 7L, 9L),
                        org.assertj.core.groups.Tuple.tuple(3, 9_500L, -1L, -1L, 10L));
    }
}
