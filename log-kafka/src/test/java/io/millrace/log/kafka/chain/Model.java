package io.millrace.log.kafka.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One state of a partition, of two writers, and of what is on its way between them.
///
/// A writer claims, sends windows in batches, and is answered in order. When an answer is another
/// one than it expects, or is lost, or a batch is dropped, it gives up: what it had under way may
/// still arrive, in any order, or never. With its next claim it learns the fate of everything it
/// had sent. Whatever happens is a {@link #steps step}; a state never changes.
final class Model {
    private static final int WRITERS = 2;
    private static final int LARGEST_BATCH = 2;

    private static final Comparator<Sent> ORDER =
            Comparator.comparingInt(Sent::claim).thenComparingInt(Sent::offset);

    private final Bounds bounds;
    private final Sent[] log;
    private final Side[] sides;
    private final List<List<Sent>> strays;

    /// How often what goes wrong may still do so.
    private final Faults faults;

    private final List<Sent> acknowledged;
    private final List<Sent> refused;

    private Model(
            Bounds bounds,
            Sent[] log,
            Side[] sides,
            List<List<Sent>> strays,
            Faults faults,
            List<Sent> acknowledged,
            List<Sent> refused) {
        this.bounds = bounds;
        this.log = log;
        this.sides = sides;
        this.strays = strays;
        this.faults = faults;
        this.acknowledged = acknowledged;
        this.refused = refused;
    }

    /// How much there is of everything.
    ///
    /// @param claims of each writer
    /// @param records of data of each writer
    /// @param faults in all
    record Bounds(int claims, int records, int faults) {}

    /// A record that a writer has sent.
    record Sent(Kind kind, int claim, int base, int offset) {}

    /// What may still go wrong: each once, and so many of them in all.
    record Faults(int drops, int duplicates, int losses, int all) {
        Faults less(int drop, int duplicate, int loss) {
            return new Faults(drops - drop, duplicates - duplicate, losses - loss, all - 1);
        }
    }

    /// Which records of a log count.
    @FunctionalInterface
    interface Rule {
        boolean[] counts(Sent[] log);
    }

    /// What a writer is doing.
    enum Phase {
        IDLE,
        CLAIMING,
        OWNER,
        SEALING,
        DONE
    }

    /// One writer.
    ///
    /// @param claims how many it has made
    /// @param claim the newest, 0 for none
    /// @param base of the window it is sending
    /// @param next where its next record is to land
    /// @param left how many records of data it has still to send
    /// @param flying batches under way, oldest first
    /// @param pending data sent, whose fate it has told nobody
    record Side(
            Phase phase,
            int claims,
            int claim,
            int base,
            int next,
            int left,
            List<List<Sent>> flying,
            List<Sent> pending) {}

    /// Something that can happen, and the state it leads to.
    record Step(String what, Model to) {}

    static Model start(Bounds bounds) {
        Side idle = new Side(Phase.IDLE, 0, 0, 0, 0, bounds.records(), List.of(), List.of());
        return new Model(
                bounds,
                new Sent[0],
                new Side[] {idle, idle},
                List.of(),
                new Faults(1, 1, 1, bounds.faults()),
                List.of(),
                List.of());
    }

    /// Everything that can happen now.
    List<Step> steps(Rule rule) {
        List<Step> steps = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String name = writer == 0 ? "A " : "B ";
            Moves moves =
                    new Moves(
                            writer,
                            rule,
                            step -> steps.add(new Step(name + step.what(), step.to())));
            moves.all();
        }
        for (int i = 0; i < strays.size(); i++) {
            steps.add(new Step("late " + strays.get(i), appended(strays.get(i)).without(i)));
        }
        return steps;
    }

    /// The promise that is broken in this state; empty if all are kept.
    Optional<String> breach(Rule rule) {
        boolean[] counts = rule.counts(log);
        boolean sealed = false;
        int owner = 0;
        for (int offset = 0; offset < log.length; offset++) {
            Sent sent = log[offset];
            if (!counts[offset]) {
                continue;
            }
            if (sealed) {
                return Optional.of("something counts behind the seal");
            }
            if (refused.contains(sent)) {
                return Optional.of("what was refused counts");
            }
            if (sent.kind() == Kind.CLAIM) {
                owner = sent.claim();
            } else if (sent.claim() != owner) {
                return Optional.of("a record counts that is not of the owner");
            }
            sealed = sent.kind() == Kind.SEAL;
        }
        for (Sent sent : acknowledged) {
            boolean there = sent.offset() < log.length && log[sent.offset()].equals(sent);
            if (!there || !counts[sent.offset()]) {
                return Optional.of("what was acknowledged does not count");
            }
        }
        return Optional.empty();
    }

    /// Equal for equal states alone.
    String key() {
        StringBuilder key = new StringBuilder();
        append(key, Arrays.asList(log));
        for (Side side : sides) {
            key.append(side.phase().name().charAt(0));
            for (int part :
                    new int[] {
                        side.claims(), side.claim(), side.base(), side.next(), side.left()
                    }) {
                key.append((char) ('0' + part));
            }
            side.flying().forEach(batch -> append(key, batch));
            key.append('/');
            append(key, side.pending());
        }
        strays.stream().map(Model::key).sorted().forEach(key::append);
        key.append(
                (char)
                        ('0'
                                + faults.drops()
                                + 2 * faults.duplicates()
                                + 4 * faults.losses()
                                + 8 * faults.all()));
        key.append(key(acknowledged.stream().sorted(ORDER).toList()));
        key.append(key(refused.stream().sorted(ORDER).toList()));
        return key.toString();
    }

    private static String key(List<Sent> batch) {
        StringBuilder key = new StringBuilder();
        append(key, batch);
        return key.toString();
    }

    private static void append(StringBuilder key, List<Sent> batch) {
        for (Sent sent : batch) {
            key.append(
                    (char)
                            (0x100
                                    + (sent.kind().code() << 11)
                                    + (sent.claim() << 8)
                                    + (sent.base() << 4)
                                    + sent.offset()));
        }
        key.append(';');
    }

    private Model appended(List<Sent> batch) {
        Sent[] longer = Arrays.copyOf(log, log.length + batch.size());
        for (int i = 0; i < batch.size(); i++) {
            longer[log.length + i] = batch.get(i);
        }
        return new Model(bounds, longer, sides, strays, faults, acknowledged, refused);
    }

    private Model without(int stray) {
        List<List<Sent>> fewer = new ArrayList<>(strays);
        fewer.remove(stray);
        return new Model(bounds, log, sides, fewer, faults, acknowledged, refused);
    }

    private Model straying(List<List<Sent>> more) {
        List<List<Sent>> all = new ArrayList<>(strays);
        all.addAll(more);
        return new Model(bounds, log, sides, all, faults, acknowledged, refused);
    }

    private Model with(Faults fewer) {
        return new Model(bounds, log, sides, strays, fewer, acknowledged, refused);
    }

    private Model with(int writer, Side side) {
        Side[] changed = sides.clone();
        changed[writer] = side;
        return new Model(bounds, log, changed, strays, faults, acknowledged, refused);
    }

    private Model told(List<Sent> more, List<Sent> never) {
        List<Sent> yes = new ArrayList<>(acknowledged);
        yes.addAll(more);
        List<Sent> no = new ArrayList<>(refused);
        no.addAll(never);
        return new Model(bounds, log, sides, strays, faults, yes, no);
    }

    /// What one writer can do now, and what can become of its oldest batch.
    private final class Moves {
        private final int writer;
        private final Side side;
        private final Rule rule;
        private final Consumer<Step> sink;

        Moves(int writer, Rule rule, Consumer<Step> sink) {
            this.writer = writer;
            this.side = sides[writer];
            this.rule = rule;
            this.sink = sink;
        }

        void all() {
            if (side.phase() == Phase.IDLE && side.claims() < bounds.claims()) {
                claim();
            }
            if (side.phase() == Phase.OWNER) {
                for (int size = 1; size <= Math.min(LARGEST_BATCH, side.left()); size++) {
                    send(size);
                }
                if (side.flying().isEmpty() && writer == 1) {
                    seal();
                }
            }
            if (!side.flying().isEmpty()) {
                arrive();
            }
        }

        /// Reads everything and says so, unless it finds the end.
        private void claim() {
            boolean[] counts = rule.counts(log);
            for (int offset = 0; offset < log.length; offset++) {
                if (counts[offset] && log[offset].kind() == Kind.SEAL) {
                    sink.accept(
                            new Step(
                                    "finds the seal", settled(Model.this, log.length, Phase.DONE)));
                    return;
                }
            }
            int claim = 1 + writer * bounds.claims() + side.claims();
            Sent sent = new Sent(Kind.CLAIM, claim, log.length, log.length);
            Side claiming =
                    new Side(
                            Phase.CLAIMING,
                            side.claims() + 1,
                            claim,
                            log.length,
                            log.length + 1,
                            side.left(),
                            List.of(List.of(sent)),
                            side.pending());
            sink.accept(new Step("claims at " + log.length, with(writer, claiming)));
        }

        /// A batch of the window under way, or of a new one.
        private void send(int size) {
            int base = side.flying().isEmpty() ? side.next() : side.base();
            List<Sent> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(new Sent(Kind.DATA, side.claim(), base, side.next() + i));
            }
            List<Sent> pending = new ArrayList<>(side.pending());
            pending.addAll(batch);
            sink.accept(
                    new Step(
                            "sends " + batch,
                            with(
                                    writer,
                                    flying(
                                            Phase.OWNER,
                                            base,
                                            batch,
                                            side.left() - size,
                                            pending))));
        }

        private void seal() {
            List<Sent> batch = List.of(new Sent(Kind.SEAL, side.claim(), side.next(), side.next()));
            sink.accept(
                    new Step(
                            "sends " + batch,
                            with(
                                    writer,
                                    flying(
                                            Phase.SEALING,
                                            side.next(),
                                            batch,
                                            side.left(),
                                            side.pending()))));
        }

        private Side flying(Phase phase, int base, List<Sent> batch, int left, List<Sent> pending) {
            List<List<Sent>> flying = new ArrayList<>(side.flying());
            flying.add(batch);
            return new Side(
                    phase,
                    side.claims(),
                    side.claim(),
                    base,
                    side.next() + batch.size(),
                    left,
                    flying,
                    pending);
        }

        private void arrive() {
            List<Sent> batch = side.flying().getFirst();
            List<List<Sent>> rest = side.flying().subList(1, side.flying().size());
            Model arrived = appended(batch);
            Model answered =
                    batch.getFirst().offset() == log.length
                            ? right(arrived, batch, rest)
                            : gaveUp(arrived, rest);
            sink.accept(new Step("has arrived " + batch, answered));
            if (faults.all() * faults.duplicates() > 0) {
                Faults fewer = faults.less(0, 1, 0);
                sink.accept(
                        new Step(
                                "has arrived, and will again " + batch,
                                answered.with(fewer).straying(List.of(batch))));
            }
            if (faults.all() * faults.losses() > 0) {
                Faults fewer = faults.less(0, 0, 1);
                sink.accept(
                        new Step(
                                "has arrived unheard " + batch, gaveUp(arrived, rest).with(fewer)));
            }
            if (faults.all() * faults.drops() > 0) {
                Faults fewer = faults.less(1, 0, 0);
                sink.accept(new Step("has lost " + batch, gaveUp(Model.this, rest).with(fewer)));
            }
        }

        /// The answer is what the writer expects.
        private Model right(Model arrived, List<Sent> batch, List<List<Sent>> rest) {
            if (side.phase() == Phase.CLAIMING) {
                return settled(arrived, log.length, Phase.OWNER);
            }
            if (side.phase() == Phase.SEALING) {
                return arrived.with(writer, ended(Phase.DONE, List.of(), side.pending()));
            }
            List<Sent> pending = new ArrayList<>(side.pending());
            pending.removeAll(batch);
            return arrived.with(writer, ended(Phase.OWNER, rest, pending)).told(batch, List.of());
        }

        private Model gaveUp(Model from, List<List<Sent>> rest) {
            return from.with(writer, ended(Phase.IDLE, List.of(), side.pending())).straying(rest);
        }

        /// The writer knows everything before an offset, hence the fate of what it had sent.
        private Model settled(Model from, int prefix, Phase phase) {
            boolean[] counts = rule.counts(log);
            List<Sent> yes = new ArrayList<>();
            List<Sent> no = new ArrayList<>();
            for (Sent sent : side.pending()) {
                int at = sent.offset();
                boolean there = at < prefix && log[at].equals(sent) && counts[at];
                (there ? yes : no).add(sent);
            }
            return from.with(writer, ended(phase, List.of(), List.of())).told(yes, no);
        }

        private Side ended(Phase phase, List<List<Sent>> flying, List<Sent> pending) {
            return new Side(
                    phase,
                    side.claims(),
                    side.claim(),
                    side.base(),
                    side.next(),
                    side.left(),
                    flying,
                    pending);
        }
    }
}
