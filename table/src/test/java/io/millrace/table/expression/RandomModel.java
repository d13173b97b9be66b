package io.millrace.table.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Makes items, values and paths from so small a stock that expressions often hit.
final class RandomModel {
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final List<String> TEXTS =
            List.of("", "x", "xy", "y", "yx", "\uffee", "\ud83d\ude00");
    private static final List<String> NUMBERS =
            List.of("0", "1", "1.0", "2", "-3", "0.5", "12345678901234567890.5", "1e3");
    private static final List<String> BYTES = List.of("", "\u00ff", "x", "xy", "\u0000");

    private final RandomGenerator random;

    RandomModel(RandomGenerator random) {
        this.random = random;
    }

    Map<String, Object> item() {
        Map<String, Object> item = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextInt(5) > 0) {
                item.put(name, value(3));
            }
        }
        return item;
    }

    /// @param depth how deep lists and maps may go
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0, 1 -> text();
            case 2, 3 -> number();
            case 4 -> bytes();
            case 5 -> random.nextBoolean();
            case 6 -> Model.Nothing.NOTHING;
            case 7 -> set();
            case 8, 9 -> {
                List<Object> list = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    list.add(value(depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new TreeMap<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    map.put(name(), value(depth - 1));
                }
                yield map;
            }
        };
    }

    /// A value that has an order: S, N or B.
    Object ordered() {
        return switch (random.nextInt(3)) {
            case 0 -> text();
            case 1 -> number();
            default -> bytes();
        };
    }

    /// A set or a number.
    Object addable() {
        return random.nextBoolean() ? number() : set();
    }

    Model.Members set() {
        String type = List.of("SS", "NS", "BS").get(random.nextInt(3));
        Set<Object> members = new HashSet<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            members.add(
                    Model.canonical(
                            switch (type) {
                                case "SS" -> text();
                                case "NS" -> number();
                                default -> bytes();
                            }));
        }
        return new Model.Members(type, members);
    }

    List<Object> list() {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            list.add(value(1));
        }
        return list;
    }

    /// Names and indexes.
    List<Object> path() {
        List<Object> path = new ArrayList<>();
        path.add(name());
        while (random.nextInt(3) == 0) {
            path.add(random.nextBoolean() ? name() : (Object) random.nextInt(5));
        }
        return path;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    BigDecimal number() {
        return new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size())));
    }

    Model.Bytes bytes() {
        return new Model.Bytes(BYTES.get(random.nextInt(BYTES.size())));
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
