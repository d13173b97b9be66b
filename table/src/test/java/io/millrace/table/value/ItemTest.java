package io.millrace.table.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ItemTest {
    @Test
    void anItemIsAsLargeAsItsNamesAndValues() {
        assertThat(Item.EMPTY.bytes()).isZero();
        assertThat(Item.of(Map.of("id", text("abc"))).bytes()).isEqualTo(5);
        assertThat(Item.of(Map.of("é", text("€\ud83d\ude00"))).bytes()).isEqualTo(2 + 3 + 4);
    }

    @Test
    void numbersCountByPairsOfDigits() {
        assertThat(number("0").bytes()).isEqualTo(1);
        assertThat(number("1").bytes()).isEqualTo(2);
        assertThat(number("12").bytes()).isEqualTo(2);
        assertThat(number("123").bytes()).isEqualTo(3);
        assertThat(number("-1").bytes()).isEqualTo(3);
        assertThat(number("1000000").bytes()).isEqualTo(2);
        assertThat(number("1.2").bytes()).isEqualTo(3);
        assertThat(number("9".repeat(38)).bytes()).isEqualTo(20);
    }

    @Test
    void listsAndMapsCountThreeAndOneForEachMember() {
        assertThat(new AttributeValue.Flag(true).bytes()).isEqualTo(1);
        assertThat(new AttributeValue.Null().bytes()).isEqualTo(1);
        assertThat(new AttributeValue.Binary(Octets.wrap(new byte[7])).bytes()).isEqualTo(7);
        assertThat(new AttributeValue.Sequence(List.of()).bytes()).isEqualTo(3);
        assertThat(new AttributeValue.Sequence(List.of(text("ab"), text(""))).bytes())
                .isEqualTo(3 + 3 + 1);
        assertThat(new AttributeValue.Mapping(new TreeMap<>(Map.of("k", text("ab")))).bytes())
                .isEqualTo(3 + 1 + 1 + 2);
        assertThat(AttributeValue.TextSet.of(List.of("a", "bc")).bytes()).isEqualTo(3);
        assertThat(AttributeValue.NumeralSet.of(List.of(Decimal.of(1), Decimal.of(22))).bytes())
                .isEqualTo(4);
        assertThat(AttributeValue.BinarySet.of(List.of(Octets.utf8("abc"))).bytes()).isEqualTo(3);
    }

    @Test
    void depthCountsListsAndMapsWithinEachOther() {
        assertThat(text("x").depth()).isZero();
        assertThat(new AttributeValue.Sequence(List.of()).depth()).isEqualTo(1);
        AttributeValue list = new AttributeValue.Sequence(List.of(text("x")));
        assertThat(new AttributeValue.Mapping(new TreeMap<>(Map.of("k", list))).depth())
                .isEqualTo(2);
    }

    @Test
    void changesLeaveTheItemAsItWas() {
        Item before = Item.of(Map.of("a", text("1")));
        Item after = before.with("b", text("2")).without("a");
        assertThat(after.get("a")).isNull();
        assertThat(after.get("b")).isEqualTo(text("2"));
        assertThat(before).isEqualTo(Item.of(Map.of("a", text("1"))));
        assertThat(after.without("b").isEmpty()).isTrue();
    }

    @Test
    void textsAreOrderedByTheirUtf8() {
        long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
        RandomValues random = new RandomValues(new SplittableRandom(seed));
        for (int run = 0; run < 5_000; run++) {
            String a = random.text();
            String b = random.text();
            int bytes =
                    Arrays.compareUnsigned(
                            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(TextOrder.compare(a, b)))
                    .as(a + " and " + b + ", seed " + seed)
                    .isEqualTo(Integer.signum(bytes));
        }
    }

    @Test
    void keysOfEveryKeyTypeHaveBytes() {
        assertThat(KeyBytes.of(text("ab"))).hasToString("6162");
        assertThat(KeyBytes.of(number("12"))).hasToString("02830d");
        assertThat(KeyBytes.of(new AttributeValue.Binary(Octets.wrap(new byte[] {-1}))))
                .hasToString("ff");
        assertThatThrownBy(() -> KeyBytes.of(new AttributeValue.Null()))
                .hasMessage("no key is of type NULL");
    }

    private static AttributeValue text(String text) {
        return new AttributeValue.Text(text);
    }

    private static AttributeValue number(String text) {
        return new AttributeValue.Numeral(Decimal.of(text));
    }
}
