package io.millrace.table.value;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Makes values of every type, some of them odd.
public final class RandomValues {
    private static final String[] TEXTS = {
        "", "a", "ab", "b", "€", "\uffff", "\ud83d\ude00", "\u0000", "zz", "häh"
    };

    private final RandomGenerator random;

    public RandomValues(RandomGenerator random) {
        this.random = random;
    }

    public Item item() {
        SortedMap<String, AttributeValue> attributes = new TreeMap<>();
        for (int left = random.nextInt(8); left > 0; left--) {
            attributes.put("n" + random.nextInt(20), value(3));
        }
        return new Item(attributes);
    }

    public AttributeValue value(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> new AttributeValue.Text(text());
            case 1 -> new AttributeValue.Numeral(decimal());
            case 2 -> new AttributeValue.Binary(octets());
            case 3 -> new AttributeValue.Flag(random.nextBoolean());
            case 4 -> new AttributeValue.Null();
            case 5 -> AttributeValue.TextSet.of(List.of(text(), text()));
            case 6 -> AttributeValue.NumeralSet.of(List.of(decimal(), decimal(), decimal()));
            case 7 -> AttributeValue.BinarySet.of(List.of(octets(), octets()));
            case 8 -> {
                List<AttributeValue> values = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    values.add(value(depth - 1));
                }
                yield new AttributeValue.Sequence(values);
            }
            default -> {
                SortedMap<String, AttributeValue> values = new TreeMap<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    values.put(text(), value(depth - 1));
                }
                yield new AttributeValue.Mapping(values);
            }
        };
    }

    public String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
    }

    public Octets octets() {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return Octets.wrap(bytes);
    }

    public Decimal decimal() {
        return Decimal.of(numeral());
    }

    /// A number as a client may write it, within the range.
    public String numeral() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int digits = 1 + random.nextInt(random.nextBoolean() ? 3 : 38);
        for (int left = digits; left > 0; left--) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        int exponent = random.nextBoolean() ? random.nextInt(4) - 2 : random.nextInt(170) - 85;
        return text.append('e').append(exponent).toString();
    }
}
