package io.millrace.table.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ItemCodecTest {
    @Test
    void itemsStandAsDrawn() {
        Item item =
                Item.of(
                        Map.of(
                                "id",
                                new AttributeValue.Text("x"),
                                "n",
                                AttributeValue.Numeral.of(12),
                                "l",
                                new AttributeValue.Sequence(
                                        List.of(
                                                new AttributeValue.Flag(true),
                                                new AttributeValue.Null())),
                                "s",
                                AttributeValue.TextSet.of(List.of("b", "a"))));
        assertThat(HexFormat.of().formatHex(ItemCodec.encode(item)))
                .isEqualTo(
                        "01"
                                + "04"
                                + "026964"
                                + "000178"
                                + "016c"
                                + "06020405"
                                + "016e"
                                + "010302830d"
                                + "0173"
                                + "080201610162");
    }

    @Test
    void randomItemsComeBackAsTheyWere() {
        long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
        RandomValues random = new RandomValues(new SplittableRandom(seed));
        for (int run = 0; run < 5_000; run++) {
            Item item = random.item();
            byte[] bytes = ItemCodec.encode(item);
            Item back = ItemCodec.decode(ByteBuffer.wrap(bytes));
            assertThat(back).as("seed " + seed).isEqualTo(item);
            assertThat(ItemCodec.encode(back)).as("seed " + seed).isEqualTo(bytes);
            for (int name = 0; name < 20; name++) {
                assertThat(ItemCodec.get(ByteBuffer.wrap(bytes), "n" + name))
                        .as("seed " + seed)
                        .isEqualTo(item.get("n" + name));
            }
        }
    }

    @Test
    void equalItemsHaveEqualBytesWhateverTheirOrder() {
        AttributeValue a = AttributeValue.NumeralSet.of(List.of(Decimal.of("1.0"), Decimal.of(2)));
        AttributeValue b = AttributeValue.NumeralSet.of(List.of(Decimal.of("2.00"), Decimal.of(1)));
        Map<String, AttributeValue> backwards = new TreeMap<>((x, y) -> y.compareTo(x));
        backwards.putAll(Map.of("x", b, "y", a));
        assertThat(ItemCodec.encode(Item.of(backwards)))
                .isEqualTo(ItemCodec.encode(Item.of(Map.of("y", b, "x", a))));
    }

    @Test
    void bytesThatAreNoItemAreRefused() {
        byte[] bytes =
                ItemCodec.encode(
                        Item.of(Map.of("a", new AttributeValue.Text("hello"), "b", number("1.5"))));
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ItemCodec.decode(ByteBuffer.wrap(torn)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() ->
                        ItemCodec.decode(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length + 1))))
                .hasMessage("1 spare bytes");
        assertThatThrownBy(() -> ItemCodec.decode(ByteBuffer.wrap(new byte[] {2, 0})))
                .hasMessage("an item of version 2");
        assertThatThrownBy(() -> ItemCodec.decode(ByteBuffer.wrap(new byte[] {1, 1, 1, 'a', 11})))
                .hasMessage("no type of value: 11");
    }

    private static AttributeValue number(String text) {
        return new AttributeValue.Numeral(Decimal.of(text));
    }
}
