package io.millrace.table.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random updates of random items: what the parser and the updater make of a text, after a trip
/// through the codec, is what a few lines over plain Java objects make of it.
class UpdateDifferentialTest {
    /// Stands where an element of a list was removed, until all is done.
    private static final Object GONE = new Object();

    private final long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
    private final int runs = Integer.getInteger("millrace.expression.runs", 6_000);
    private final RandomGenerator random = new SplittableRandom(seed);
    private final RandomModel models = new RandomModel(random);

    /// The update cannot be carried out on the item.
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What an operand yields for the item as it was.
    private record Term(String text, Function<Map<String, Object>, @Nullable Object> meaning) {}

    /// @param change the new value from the item as it was; null for none
    private record Step(
            String section,
            String text,
            List<Object> path,
            Function<Map<String, Object>, @Nullable Object> change) {}

    /// What goes behind the end of a list, once the gaps in it are closed.
    ///
    /// @param list path of the list
    private record Append(List<Object> list, int index, Object value) {}

    @Test
    void updatesDoWhatTheyDoInTheModel() {
        int done = 0;
        for (int run = 0; run < runs; run++) {
            RequestText request = new RequestText(random);
            List<Step> steps = steps(request);
            String text = text(steps);
            Map<String, Object> model = models.item();
            Placeholders placeholders = request.placeholders();
            Update update = travelled(ExpressionParser.update(text, placeholders));
            placeholders.requireAllUsed();
            String as = text + " with " + request.values + " on " + model + ", seed " + seed;
            Map<String, Object> expected;
            try {
                expected = carriedOut(steps, model);
            } catch (Refused e) {
                assertThatThrownBy(() -> update.apply(Model.item(model)))
                        .as(as)
                        .isInstanceOf(ExpressionException.class);
                continue;
            }
            done++;
            Updated updated = update.apply(Model.item(model));
            assertThat(updated.item()).as(as).isEqualTo(Model.item(expected));
            assertThat(updated.touched()).as(as).hasSameSizeAs(steps);
        }
        assertThat(done)
                .as("updates carried out, seed %d", seed)
                .isBetween(runs / 10, runs * 9 / 10);
    }

    private static Update travelled(Update update) {
        Packer to = new Packer();
        ExpressionCodec.write(to, update);
        Unpacker from = new Unpacker(ByteBuffer.wrap(to.bytes()));
        Update back = ExpressionCodec.readUpdate(from);
        from.end();
        assertThat(back).isEqualTo(update);
        return back;
    }

    private List<Step> steps(RequestText request) {
        List<Step> steps = new ArrayList<>();
        int wanted = 1 + random.nextInt(3);
        while (steps.size() < wanted) {
            List<Object> path = models.path();
            if (steps.stream().noneMatch(step -> collide(step.path(), path))) {
                steps.add(step(request, path));
            }
        }
        return steps;
    }

    /// Whether one path is a part of the other, or they part where one has a name, one an index.
    private static boolean collide(List<Object> one, List<Object> two) {
        for (int at = 0; at < Math.min(one.size(), two.size()); at++) {
            if (!one.get(at).equals(two.get(at))) {
                return one.get(at).getClass() != two.get(at).getClass();
            }
        }
        return true;
    }

    private String text(List<Step> steps) {
        StringBuilder text = new StringBuilder();
        for (String section : List.of("SET", "REMOVE", "ADD", "DELETE")) {
            List<String> parts =
                    steps.stream()
                            .filter(step -> step.section().equals(section))
                            .map(Step::text)
                            .toList();
            if (!parts.isEmpty()) {
                text.append(' ')
                        .append(random.nextBoolean() ? section : section.toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(String.join(" , ", parts));
            }
        }
        return text.toString();
    }

    private Step step(RequestText request, List<Object> path) {
        String text = request.path(path);
        return switch (random.nextInt(6)) {
            case 0 -> new Step("REMOVE", text, path, _ -> null);
            case 1 -> {
                Object more = models.addable();
                yield new Step(
                        "ADD",
                        text + " " + request.value(more),
                        path,
                        item -> added(Model.at(item, path), more));
            }
            case 2 -> {
                Model.Members less = models.set();
                yield new Step(
                        "DELETE",
                        text + " " + request.value(less),
                        path,
                        item -> deleted(Model.at(item, path), less));
            }
            default -> {
                Term value = value(request);
                yield new Step(
                        "SET",
                        text + request.space() + "=" + request.space() + value.text(),
                        path,
                        value.meaning());
            }
        };
    }

    private static Object added(@Nullable Object there, Object more) {
        if (there == null) {
            return more;
        }
        if (there instanceof BigDecimal a && more instanceof BigDecimal b) {
            return a.add(b);
        }
        if (there instanceof Model.Members a
                && more instanceof Model.Members b
                && a.type().equals(b.type())) {
            Set<Object> union = new HashSet<>(a.all());
            union.addAll(b.all());
            return new Model.Members(a.type(), union);
        }
        throw new Refused();
    }

    private static @Nullable Object deleted(@Nullable Object there, Model.Members less) {
        if (there == null) {
            return null;
        }
        if (there instanceof Model.Members all && all.type().equals(less.type())) {
            Set<Object> left = new HashSet<>(all.all());
            left.removeAll(less.all());
            return left.isEmpty() ? null : new Model.Members(all.type(), left);
        }
        throw new Refused();
    }

    private Term value(RequestText request) {
        if (random.nextInt(3) > 0) {
            return present(operand(request, 2));
        }
        boolean plus = random.nextBoolean();
        Term left = present(numeral(request));
        Term right = present(numeral(request));
        return new Term(
                left.text() + request.space() + (plus ? "+" : "-") + " " + right.text(),
                item -> {
                    Object a = left.meaning().apply(item);
                    Object b = right.meaning().apply(item);
                    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
                        return plus ? x.add(y) : x.subtract(y);
                    }
                    throw new Refused();
                });
    }

    /// An operand of plus and minus: no list function, no value other than a number.
    private Term numeral(RequestText request) {
        return switch (random.nextInt(3)) {
            case 0 -> stored(request);
            case 1 -> ifNotExists(request, fixed(request, models.number()));
            default -> fixed(request, models.number());
        };
    }

    private Term operand(RequestText request, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0, 1 -> fixed(request, models.value(2));
            case 2 -> stored(request);
            case 3 -> ifNotExists(request, operand(request, 0));
            default -> depth == 2 ? append(request) : stored(request);
        };
    }

    private Term ifNotExists(RequestText request, Term otherwise) {
        Term path = stored(request);
        return new Term(
                "if_not_exists (" + path.text() + "," + request.space() + otherwise.text() + ")",
                item -> {
                    Object there = path.meaning().apply(item);
                    return there == null ? otherwise.meaning().apply(item) : there;
                });
    }

    private Term append(RequestText request) {
        Term first = present(list(request));
        Term second = present(list(request));
        return new Term(
                "list_append(" + first.text() + request.space() + "," + second.text() + ")",
                item -> {
                    if (first.meaning().apply(item) instanceof List<?> a
                            && second.meaning().apply(item) instanceof List<?> b) {
                        List<Object> both = new ArrayList<>(a);
                        both.addAll(b);
                        return both;
                    }
                    throw new Refused();
                });
    }

    private Term list(RequestText request) {
        return switch (random.nextInt(3)) {
            case 0 -> stored(request);
            case 1 -> ifNotExists(request, fixed(request, models.list()));
            default -> fixed(request, models.list());
        };
    }

    private Term stored(RequestText request) {
        List<Object> path = models.path();
        return new Term(request.path(path), item -> Model.at(item, path));
    }

    private static Term fixed(RequestText request, Object value) {
        return new Term(request.value(value), _ -> value);
    }

    private static Term present(Term term) {
        return new Term(
                term.text(),
                item -> {
                    Object value = term.meaning().apply(item);
                    if (value == null) {
                        throw new Refused();
                    }
                    return value;
                });
    }

    private static Map<String, Object> carriedOut(List<Step> steps, Map<String, Object> before) {
        Map<List<Object>, Object> changes = new LinkedHashMap<>();
        for (Step step : steps) {
            Object value = step.change().apply(before);
            changes.put(step.path(), value == null ? GONE : value);
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> after = (Map<String, Object>) Model.canonical(before);
        List<Append> appended = new ArrayList<>();
        changes.forEach((path, value) -> put(after, path, value, appended));
        finish(after, List.of(), appended);
        return after;
    }

    @SuppressWarnings("unchecked")
    private static void put(
            Map<String, Object> after, List<Object> path, Object value, List<Append> appended) {
        List<Object> parent = path.subList(0, path.size() - 1);
        Object target = Model.at(after, parent);
        if (target instanceof Map<?, ?> map && path.getLast() instanceof String name) {
            if (value == GONE) {
                map.remove(name);
            } else {
                ((Map<String, Object>) map).put(name, value);
            }
        } else if (target instanceof List<?> list && path.getLast() instanceof Integer index) {
            if (index < list.size()) {
                ((List<Object>) list).set(index, value);
            } else if (value != GONE) {
                appended.add(new Append(parent, index, value));
            }
        } else {
            throw new Refused();
        }
    }

    /// Closes the gaps in lists, then appends what was set beyond their ends.
    @SuppressWarnings("unchecked")
    private static void finish(Object value, List<Object> path, List<Append> appended) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> finish(each, longer(path, name), appended));
        } else if (value instanceof List<?> list) {
            for (int place = 0; place < list.size(); place++) {
                finish(list.get(place), longer(path, place), appended);
            }
            list.removeIf(each -> each == GONE);
            appended.stream()
                    .filter(each -> each.list().equals(path))
                    .sorted(Comparator.comparingInt(Append::index))
                    .forEach(each -> ((List<Object>) list).add(each.value()));
        }
    }

    private static List<Object> longer(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
