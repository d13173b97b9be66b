package io.millrace.api.kinesis;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Spoils requests: trees of values, and bodies byte by byte.
record Mutation(Random random) {
    private static final List<Object> STRANGE =
            List.of(
                    Trees.Null.NULL,
                    true,
                    0L,
                    -1L,
                    Long.MAX_VALUE,
                    Long.MIN_VALUE,
                    new BigDecimal("1e300"),
                    new BigDecimal("-0.5"),
                    "",
                    "\u0000",
                    "\ud83d\ude00",
                    "a".repeat(3000),
                    "'\"\\/{}[]",
                    List.of(),
                    Map.of(),
                    List.of(List.of(List.of())),
                    Map.of("", Map.of("", "")),
                    new byte[0],
                    new Trees.Moment(Long.MAX_VALUE),
                    new Trees.Moment(-1));

    /// The same tree with one value replaced by something strange, or a member more or less.
    Object spoil(Object tree) {
        if (random.nextInt(4) > 0) {
            if (tree instanceof Map<?, ?> map && !map.isEmpty()) {
                return spoilMember(Trees.asStructure(map));
            }
            if (tree instanceof List<?> list && !list.isEmpty()) {
                List<Object> items = new ArrayList<>(list);
                int at = random.nextInt(items.size());
                items.set(at, spoil(items.get(at)));
                return items;
            }
        }
        return STRANGE.get(random.nextInt(STRANGE.size()));
    }

    private Map<String, Object> spoilMember(Map<String, Object> map) {
        Map<String, Object> spoilt = new LinkedHashMap<>(map);
        List<String> names = new ArrayList<>(map.keySet());
        String name = names.get(random.nextInt(names.size()));
        Object value = map.getOrDefault(name, Trees.Null.NULL);
        switch (random.nextInt(6)) {
            case 0 -> spoilt.remove(name);
            case 1 -> {
                spoilt.remove(name);
                spoilt.put(name + "X", value);
            }
            case 2 -> spoilt.put(name, List.of(value));
            default -> spoilt.put(name, spoil(value));
        }
        return spoilt;
    }

    /// The same body with some bytes changed, cut out, doubled or put in.
    byte[] spoil(byte[] body) {
        byte[] spoilt = body;
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            spoilt = spoilOnce(spoilt);
        }
        return spoilt;
    }

    private byte[] spoilOnce(byte[] body) {
        if (body.length == 0) {
            return bytes(1 + random.nextInt(30));
        }
        int at = random.nextInt(body.length);
        int end = at + 1 + random.nextInt(Math.min(20, body.length - at));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> join(body, at, new byte[0], end);
            case 2 -> join(body, at, Arrays.copyOfRange(body, at, end), at);
            case 3 -> join(body, at, bytes(1 + random.nextInt(8)), at);
            case 4 -> join(body, at, bytes(1), at + 1);
            default -> {
                byte[] flipped = body.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
        };
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] body, int head, byte[] middle, int tail) {
        byte[] joined = new byte[head + middle.length + body.length - tail];
        System.arraycopy(body, 0, joined, 0, head);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(body, tail, joined, head + middle.length, body.length - tail);
        return joined;
    }
}
