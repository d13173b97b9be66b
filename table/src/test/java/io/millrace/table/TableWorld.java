package io.millrace.table;

import io.millrace.log.SharedLog;
import io.millrace.table.expression.Comparison;
import io.millrace.table.expression.Condition;
import io.millrace.table.expression.Operand;
import io.millrace.table.expression.Path;
import io.millrace.table.expression.Update;
import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import io.millrace.testkit.SimulatedLog;
import io.millrace.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A table engine over a simulated log, with a clock that stands still.
final class TableWorld {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-north-1";
    static final TableOptions ON_DEMAND =
            new TableOptions(BillingMode.PAY_PER_REQUEST, Throughput.NONE, false, "STANDARD");

    final VirtualClock clock = new VirtualClock();
    private final long memoryBytes;
    SimulatedLog log;
    TableNode node;
    TableEngine engine;
    TableMachine machine;

    TableWorld(long memoryBytes) {
        this.memoryBytes = memoryBytes;
        this.log = SimulatedLog.immediate(clock);
        TableState state = join(log);
        this.machine = state.machine();
        this.node = TableNode.start(state, memoryBytes, clock, new Random(5));
        this.engine = node.engine();
    }

    TableWorld() {
        this(Long.MAX_VALUE / 2);
    }

    static TableState join(SimulatedLog log) {
        SharedLog shared = new SharedLog(log);
        TableState state = TableState.join(shared);
        shared.start();
        return state;
    }

    /// Stops the engine and starts another on what is durable.
    void restart() {
        log = log.restart();
        TableState state = join(log);
        machine = state.machine();
        node = TableNode.start(state, memoryBytes, clock, new Random(5));
        engine = node.engine();
    }

    /// Time passes, and the engine notices.
    void pass(Duration time) {
        clock.advance(time);
        for (int i = 0; i < 100; i++) {
            node.step();
        }
    }

    static TableKey key(String name) {
        return new TableKey(ACCOUNT, REGION, name);
    }

    static KeySchema hashed(String hash) {
        return new KeySchema(new KeyAttribute(hash, KeyType.S), null);
    }

    static KeySchema ranged(String hash, String range, KeyType type) {
        return new KeySchema(new KeyAttribute(hash, KeyType.S), new KeyAttribute(range, type));
    }

    TableKey create(String name, KeySchema keys, IndexDefinition... indexes) {
        TableKey key = key(name);
        engine.create(new NewTable(key, keys, List.of(indexes), ON_DEMAND, Map.of()));
        return key;
    }

    static IndexDefinition global(
            String name, KeySchema keys, ProjectionType type, String... included) {
        return new IndexDefinition(
                name, false, keys, new IndexProjection(type, List.of(included)), Throughput.NONE);
    }

    static AttributeValue text(String value) {
        return new AttributeValue.Text(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.Numeral.of(value);
    }

    /// An item of names and values, which are texts or whole numbers.
    static Item item(Object... namesAndValues) {
        Item item = Item.EMPTY;
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            item =
                    item.with(
                            (String) namesAndValues[i],
                            value instanceof String text
                                    ? text(text)
                                    : number(((Number) value).longValue()));
        }
        return item;
    }

    Written put(TableKey table, Item item) {
        return engine.write(new Action.Put(table, item, null, false));
    }

    Written put(TableKey table, Item item, @Nullable Condition condition) {
        return engine.write(new Action.Put(table, item, condition, true));
    }

    Written remove(TableKey table, Item key) {
        return engine.write(new Action.Remove(table, key, null, false));
    }

    @Nullable Item get(TableKey table, Item key) {
        return engine.get(new Read(table, key));
    }

    static Update add(String attribute, long delta) {
        return new Update(List.of(new Update.Action.Add(Path.of(attribute), number(delta))), false);
    }

    static Update set(String attribute, AttributeValue value) {
        return new Update(
                List.of(new Update.Action.Set(Path.of(attribute), new Operand.Literal(value))),
                false);
    }

    static Condition compare(String attribute, Comparison comparison, long value) {
        return new Condition.Compare(
                comparison,
                new Operand.Stored(Path.of(attribute)),
                new Operand.Literal(number(value)));
    }

    static Condition absent(String attribute) {
        return new Condition.NotExists(Path.of(attribute));
    }

    ItemPage scan(TableKey table) {
        return engine.scan(new ScanCall(table, null, null, null, 0, 0, 1, true, false));
    }
}
