package io.millrace.table.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random conditions on random items: what the parser and the evaluator make of a text, after a
/// trip through the codec, is what a few lines over plain Java objects say.
class ConditionDifferentialTest {
    private final long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
    private final int runs = Integer.getInteger("millrace.expression.runs", 6_000);
    private final RandomGenerator random = new SplittableRandom(seed);
    private final RandomModel models = new RandomModel(random);

    /// A part of an expression: its text, and what it yields for an item.
    ///
    /// @param path if it is just that, else null
    private record Term(
            String text,
            Function<Map<String, Object>, @Nullable Object> meaning,
            @Nullable List<Object> path) {}

    private record Claim(String text, Predicate<Map<String, Object>> meaning) {}

    @Test
    void conditionsHoldAsTheyDoInTheModel() {
        int held = 0;
        for (int run = 0; run < runs; run++) {
            RequestText request = new RequestText(random);
            Claim claim = claim(request, 3);
            Map<String, Object> model = models.item();
            Placeholders placeholders = request.placeholders();
            Condition condition = ExpressionParser.condition(claim.text(), placeholders);
            placeholders.requireAllUsed();
            boolean expected = claim.meaning().test(model);
            held += expected ? 1 : 0;
            assertThat(travelled(condition).holds(Model.item(model)))
                    .as("%s with %s on %s, seed %d", claim.text(), request.values, model, seed)
                    .isEqualTo(expected);
        }
        assertThat(held)
                .as("conditions that hold, seed %d", seed)
                .isBetween(runs / 10, runs * 9 / 10);
    }

    private static Condition travelled(Condition condition) {
        Packer to = new Packer();
        ExpressionCodec.write(to, condition);
        Unpacker from = new Unpacker(ByteBuffer.wrap(to.bytes()));
        Condition back = ExpressionCodec.readCondition(from);
        from.end();
        assertThat(back).isEqualTo(condition);
        return back;
    }

    private Claim claim(RequestText request, int depth) {
        int kind = random.nextInt(depth > 0 ? 12 : 9);
        return switch (kind) {
            case 0, 1, 2 -> compared(request);
            case 3 -> between(request);
            case 4 -> in(request);
            case 5 -> exists(request);
            case 6 -> ofType(request);
            case 7 -> begins(request);
            case 8 -> contains(request);
            case 9 -> {
                Claim other = claim(request, depth - 1);
                yield new Claim(
                        request.keyword("NOT") + "(" + other.text() + ")",
                        other.meaning().negate());
            }
            default -> {
                boolean and = kind == 10;
                Claim left = claim(request, depth - 1);
                Claim right = claim(request, depth - 1);
                yield new Claim(
                        "("
                                + left.text()
                                + ")"
                                + request.keyword(and ? "AND" : "OR")
                                + "("
                                + right.text()
                                + ")",
                        and
                                ? left.meaning().and(right.meaning())
                                : left.meaning().or(right.meaning()));
            }
        };
    }

    private Claim compared(RequestText request) {
        String sign = List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6));
        boolean ordering = !sign.equals("=") && !sign.equals("<>");
        Term left = operand(request, ordering);
        Term right = distinct(request, left, ordering);
        return new Claim(
                left.text() + request.space() + sign + request.space() + right.text(),
                item -> {
                    Object a = left.meaning().apply(item);
                    Object b = right.meaning().apply(item);
                    Integer order = Model.order(a, b);
                    return switch (sign) {
                        case "=" -> Model.same(a, b);
                        case "<>" -> !Model.same(a, b);
                        case "<" -> order != null && order < 0;
                        case "<=" -> order != null && order <= 0;
                        case ">" -> order != null && order > 0;
                        default -> order != null && order >= 0;
                    };
                });
    }

    private Claim between(RequestText request) {
        Term value = operand(request, true);
        Term low = operand(request, true);
        // Two values of a request must be of one type and in order: that is another test.
        Term high = stored(request, models.path());
        return new Claim(
                value.text()
                        + request.keyword("BETWEEN")
                        + low.text()
                        + request.keyword("AND")
                        + high.text(),
                item -> {
                    Object at = value.meaning().apply(item);
                    Integer above = Model.order(low.meaning().apply(item), at);
                    Integer below = Model.order(at, high.meaning().apply(item));
                    return above != null && above <= 0 && below != null && below <= 0;
                });
    }

    private Claim in(RequestText request) {
        Term value = operand(request, false);
        List<Term> list = new ArrayList<>();
        do {
            list.add(operand(request, false));
        } while (random.nextInt(3) > 0);
        return new Claim(
                value.text()
                        + request.keyword("IN")
                        + "("
                        + String.join(",", list.stream().map(Term::text).toList())
                        + ")",
                item ->
                        list.stream()
                                .anyMatch(each ->
                                        Model.same(
                                                value.meaning().apply(item),
                                                each.meaning().apply(item))));
    }

    private Claim exists(RequestText request) {
        Term path = stored(request, models.path());
        return random.nextBoolean()
                ? new Claim(
                        "attribute_exists" + request.space() + "(" + path.text() + ")",
                        item -> path.meaning().apply(item) != null)
                : new Claim(
                        "attribute_not_exists(" + path.text() + request.space() + ")",
                        item -> path.meaning().apply(item) == null);
    }

    private Claim ofType(RequestText request) {
        Term path = stored(request, models.path());
        String type =
                List.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS")
                        .get(random.nextInt(10));
        return new Claim(
                "attribute_type(" + path.text() + "," + request.value(type) + ")",
                item -> {
                    Object value = path.meaning().apply(item);
                    return value != null && Model.type(value).equals(type);
                });
    }

    private Claim begins(RequestText request) {
        Term whole = stored(request, models.path());
        Term prefix =
                random.nextInt(3) == 0
                        ? stored(request, otherPath(whole))
                        : fixed(request, random.nextBoolean() ? models.text() : models.bytes());
        return new Claim(
                "begins_with(" + whole.text() + ", " + prefix.text() + ")",
                item -> Model.begins(whole.meaning().apply(item), prefix.meaning().apply(item)));
    }

    private Claim contains(RequestText request) {
        Term whole = stored(request, models.path());
        Term part = distinct(request, whole, false);
        return new Claim(
                "contains(" + whole.text() + request.space() + "," + part.text() + ")",
                item -> Model.contains(whole.meaning().apply(item), part.meaning().apply(item)));
    }

    /// @param ordered whether a value of the request must have an order
    private Term operand(RequestText request, boolean ordered) {
        return switch (random.nextInt(5)) {
            case 0, 1 -> stored(request, models.path());
            case 2 -> {
                Term of = stored(request, models.path());
                yield new Term(
                        "size(" + request.space() + of.text() + ")",
                        item -> Model.size(of.meaning().apply(item)),
                        null);
            }
            default -> fixed(request, ordered ? models.ordered() : models.value(2));
        };
    }

    /// An operand that is not the same path.
    private Term distinct(RequestText request, Term other, boolean ordered) {
        return random.nextInt(3) == 0
                ? stored(request, otherPath(other))
                : fixed(request, ordered ? models.ordered() : models.value(2));
    }

    private List<Object> otherPath(Term other) {
        List<Object> path;
        do {
            path = models.path();
        } while (path.equals(other.path()));
        return path;
    }

    private static Term stored(RequestText request, List<Object> path) {
        return new Term(request.path(path), item -> Model.at(item, path), path);
    }

    private static Term fixed(RequestText request, Object value) {
        return new Term(request.value(value), _ -> value, null);
    }
}
