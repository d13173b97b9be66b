package io.millrace.table.expression;

import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Packer;
import io.millrace.table.value.RandomValues;
import io.millrace.table.value.Unpacker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ExpressionCodecTest {
    private static final List<Comparison> COMPARISONS = List.of(Comparison.values());

    private final long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
    private final RandomGenerator random = new SplittableRandom(seed);
    private final RandomValues values = new RandomValues(random);

    @Test
    void expressionsStandAsDrawn() {
        Condition condition = ExpressionParser.condition("NOT a[3] < :v", with(":v", n("12")));
        assertThat(HexFormat.of().formatHex(bytes(condition)))
                .isEqualTo("01" + "05" + "0002" + "0102" + "000161" + "0106" + "000103" + "02830d");
        Update update = ExpressionParser.update("SET a = b + :v REMOVE c", with(":v", n("12")));
        assertThat(HexFormat.of().formatHex(bytes(update)))
                .isEqualTo(
                        "01"
                                + "00"
                                + "02"
                                + "00"
                                + "01000161"
                                + "05"
                                + "0101000162"
                                + "00010302830d"
                                + "01"
                                + "01000163");
    }

    @Test
    void randomTreesComeBackAsTheyWere() {
        for (int run = 0; run < 5_000; run++) {
            Condition condition = condition(4);
            Unpacker from = new Unpacker(ByteBuffer.wrap(bytes(condition)));
            assertThat(ExpressionCodec.readCondition(from)).as("seed " + seed).isEqualTo(condition);
            from.end();
            Update update = new Update(some(this::action), random.nextBoolean());
            from = new Unpacker(ByteBuffer.wrap(bytes(update)));
            assertThat(ExpressionCodec.readUpdate(from)).as("seed " + seed).isEqualTo(update);
            from.end();
        }
    }

    @Test
    void tornBytesAreRefused() {
        for (int run = 0; run < 200; run++) {
            byte[] bytes = bytes(condition(3));
            for (int length = 0; length < bytes.length; length++) {
                byte[] torn = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() ->
                                ExpressionCodec.readCondition(new Unpacker(ByteBuffer.wrap(torn))))
                        .as("seed " + seed)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void versionsAndKindsItDoesNotKnowAreRefused() {
        refused("an expression of version 2", 2, 0);
        refused("no kind of condition: 11", 1, 11);
        refused("no kind of operand: 7", 1, 1, 7);
        refused("no kind of step: 2", 1, 6, 1, 2);
    }

    private static byte[] bytes(Condition condition) {
        Packer to = new Packer();
        ExpressionCodec.write(to, condition);
        return to.bytes();
    }

    private static byte[] bytes(Update update) {
        Packer to = new Packer();
        ExpressionCodec.write(to, update);
        return to.bytes();
    }

    private static void refused(String message, int... octets) {
        Packer to = new Packer();
        for (int octet : octets) {
            to.octet(octet);
        }
        assertThatThrownBy(() ->
                        ExpressionCodec.readCondition(new Unpacker(ByteBuffer.wrap(to.bytes()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 8)) {
            case 0 ->
                    new Condition.Compare(
                            COMPARISONS.get(random.nextInt(COMPARISONS.size())),
                            operand(2),
                            operand(2));
            case 1 -> new Condition.Between(operand(2), operand(2), operand(2));
            case 2 -> new Condition.In(operand(2), some(() -> operand(1)));
            case 3 -> new Condition.Exists(path());
            case 4 -> new Condition.NotExists(path());
            case 5 -> new Condition.OfType(operand(1), "BOOL");
            case 6 -> new Condition.BeginsWith(operand(1), operand(1));
            case 7 -> new Condition.Contains(operand(1), operand(1));
            case 8 -> new Condition.And(some(() -> condition(depth - 1)));
            case 9 -> new Condition.Or(some(() -> condition(depth - 1)));
            default -> new Condition.Not(condition(depth - 1));
        };
    }

    private Update.Action action() {
        return switch (random.nextInt(4)) {
            case 0 -> new Update.Action.Set(path(), operand(3));
            case 1 -> new Update.Action.Remove(path());
            case 2 -> new Update.Action.Add(path(), value());
            default -> new Update.Action.Delete(path(), value());
        };
    }

    private Operand operand(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 2)) {
            case 0 -> new Operand.Literal(value());
            case 1 -> new Operand.Stored(path());
            case 2 -> new Operand.Size(operand(depth - 1));
            case 3 -> new Operand.IfNotExists(path(), operand(depth - 1));
            case 4 -> new Operand.ListAppend(operand(depth - 1), operand(depth - 1));
            case 5 -> new Operand.Plus(operand(depth - 1), operand(depth - 1));
            default -> new Operand.Minus(operand(depth - 1), operand(depth - 1));
        };
    }

    private AttributeValue value() {
        return values.value(2);
    }

    private Path path() {
        List<Path.Step> steps = new ArrayList<>();
        steps.add(new Path.Step.Name(values.text()));
        for (int left = random.nextInt(3); left > 0; left--) {
            steps.add(
                    random.nextBoolean()
                            ? new Path.Step.Name(values.text())
                            : new Path.Step.Index(random.nextInt(Integer.MAX_VALUE)));
        }
        return new Path(steps);
    }

    private <T> List<T> some(Supplier<T> one) {
        List<T> several = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            several.add(one.get());
        }
        return several;
    }
}
