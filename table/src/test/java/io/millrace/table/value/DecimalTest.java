package io.millrace.table.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecimalTest {
    private static final String NINES = "9".repeat(38);
    private static final String OVERFLOW =
            "Number overflow. Attempting to store a number with magnitude larger than supported"
                    + " range";
    private static final String UNDERFLOW =
            "Number underflow. Attempting to store a number with magnitude smaller than supported"
                    + " range";

    @Test
    void numbersAreWrittenWithoutExponentAndWithoutZerosThatSayNothing() {
        assertThat(text("1")).isEqualTo("1");
        assertThat(text("+007.500")).isEqualTo("7.5");
        assertThat(text(".5")).isEqualTo("0.5");
        assertThat(text("5.")).isEqualTo("5");
        assertThat(text("-0.0")).isEqualTo("0");
        assertThat(text("0e1000")).isEqualTo("0");
        assertThat(text("1e3")).isEqualTo("1000");
        assertThat(text("-17.4E+2")).isEqualTo("-1740");
        assertThat(text("12e-3")).isEqualTo("0.012");
        assertThat(text("1e125")).isEqualTo("1" + "0".repeat(125));
        assertThat(text("1e-130")).isEqualTo("0." + "0".repeat(129) + "1");
    }

    @Test
    void whatIsWorthTheSameIsEqual() {
        assertThat(Decimal.of("1.0"))
                .isEqualTo(Decimal.of(1))
                .hasSameHashCodeAs(Decimal.of("100e-2"));
        assertThat(Decimal.of("0")).isEqualTo(Decimal.ZERO).isEqualTo(Decimal.of(0));
    }

    @Test
    void thirtyEightDigitsAreExact() {
        assertThat(text(NINES)).isEqualTo(NINES);
        assertThat(text("0.0" + NINES)).isEqualTo("0.0" + NINES);
        assertThat(text(NINES + "e88")).isEqualTo(NINES + "0".repeat(88));
        refused(NINES + "9", "Attempting to store more than 38 significant digits in a Number");
        refused(
                "1" + "0".repeat(37) + ".1",
                "Attempting to store more than 38 significant digits in a Number");
    }

    @Test
    void zerosAtTheEndsAreNoDigits() {
        assertThat(text("000" + NINES + "000")).isEqualTo(NINES + "000");
        assertThat(text("1" + "0".repeat(125))).isEqualTo("1" + "0".repeat(125));
    }

    @Test
    void theRangeEndsWhereThatOfDynamoDbDoes() {
        assertThat(Decimal.of("9." + "9".repeat(37) + "e125").signum()).isEqualTo(1);
        refused("1e126", OVERFLOW);
        refused("-10e125", OVERFLOW);
        refused("1e99999999999999999999", OVERFLOW);
        refused("1e-131", UNDERFLOW);
        refused("-0.9e-130", UNDERFLOW);
        refused("1e-99999999999999999999", UNDERFLOW);
    }

    @Test
    void whatIsNoNumberIsToldBack() {
        refused("", "The parameter cannot be converted to a numeric value");
        for (String bad :
                List.of(
                        "NaN",
                        "Infinity",
                        "dog",
                        " 1",
                        "1 ",
                        "1.2.3",
                        "1e",
                        "e1",
                        ".",
                        "-",
                        "--1",
                        "1e+",
                        "0x1",
                        "1,0",
                        "\u0661",
                        "1e1.0")) {
            refused(bad, "The parameter cannot be converted to a numeric value: " + bad);
        }
    }

    @Test
    void sumsAreExactOrRefused() {
        assertThat(Decimal.of("1e22").plus(Decimal.of(1)).text())
                .isEqualTo("10000000000000000000001");
        assertThat(Decimal.of("0.1").plus(Decimal.of("0.2")).text()).isEqualTo("0.3");
        assertThat(Decimal.of(5).minus(Decimal.of(5))).isEqualTo(Decimal.ZERO);
        assertThatThrownBy(() -> Decimal.of("9e125").plus(Decimal.of("9e125")))
                .isInstanceOf(ValueException.class)
                .hasMessage(OVERFLOW);
        assertThatThrownBy(() -> Decimal.of("1e50").minus(Decimal.of(1))).hasMessage(OVERFLOW);
        assertThatThrownBy(() -> Decimal.of("1.1e-130").minus(Decimal.of("1e-130")))
                .hasMessage(UNDERFLOW);
    }

    @Test
    void longsAreTheWholePartWithinTheirRange() {
        assertThat(Decimal.of("1700000000.9").toLong()).isEqualTo(1_700_000_000L);
        assertThat(Decimal.of("-0.5").toLong()).isZero();
        assertThat(Decimal.of("1e100").toLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(Decimal.of("-1e100").toLong()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void randomNumbersAreThoseOfBigDecimal() {
        long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
        RandomValues random = new RandomValues(new SplittableRandom(seed));
        for (int run = 0; run < 5_000; run++) {
            String one = random.numeral();
            String two = random.numeral();
            BigDecimal a = new BigDecimal(one);
            BigDecimal b = new BigDecimal(two);
            String as = one + " and " + two + ", seed " + seed;
            assertThat(new BigDecimal(text(one))).as(as).isEqualByComparingTo(a);
            assertThat(Integer.signum(Decimal.of(one).compareTo(Decimal.of(two))))
                    .as(as)
                    .isEqualTo(a.compareTo(b));
            assertThat(Decimal.of(one).equals(Decimal.of(two)))
                    .as(as)
                    .isEqualTo(a.compareTo(b) == 0);
            if (digits(a.add(b)) <= 38) {
                assertThat(new BigDecimal(Decimal.of(one).plus(Decimal.of(two)).text()))
                        .as(as)
                        .isEqualByComparingTo(a.add(b));
            } else {
                assertThatThrownBy(() -> Decimal.of(one).plus(Decimal.of(two)))
                        .as(as)
                        .hasMessage(OVERFLOW);
            }
        }
    }

    @Test
    void keyBytesAreOrderedAsNumbersAre() {
        long seed = Long.getLong("millrace.expression.seed", System.nanoTime());
        RandomValues random = new RandomValues(new SplittableRandom(seed));
        List<Decimal> odd =
                List.of(
                        Decimal.ZERO,
                        Decimal.of(-12),
                        Decimal.of("-12.34"),
                        Decimal.of(12),
                        Decimal.of("12.34"),
                        Decimal.of("1e125"),
                        Decimal.of("-1e125"),
                        Decimal.of("1e-130"),
                        Decimal.of("-1e-130"),
                        Decimal.of(NINES),
                        Decimal.of("-" + NINES));
        for (int run = 0; run < 20_000; run++) {
            Decimal a = run < 1_000 ? odd.get(run % odd.size()) : random.decimal();
            Decimal b = run < 1_000 ? odd.get(run / odd.size() % odd.size()) : random.decimal();
            String as = a + " and " + b + ", seed " + seed;
            assertThat(Integer.signum(a.keyBytes().compareTo(b.keyBytes())))
                    .as(as)
                    .isEqualTo(Integer.signum(a.compareTo(b)));
            assertThat(Decimal.ofKeyBytes(a.keyBytes())).as(as).isEqualTo(a);
            assertThat(a.keyBytes().length()).as(as).isBetween(1, 22);
        }
    }

    @Test
    void keyBytesStandAsDrawn() {
        assertThat(Decimal.ZERO.keyBytes()).hasToString("01");
        assertThat(Decimal.of(12).keyBytes()).hasToString("02830d");
        assertThat(Decimal.of("12.3").keyBytes()).hasToString("02830d1f");
        assertThat(Decimal.of(-12).keyBytes()).hasToString("007cf2ff");
    }

    private static String text(String written) {
        return Decimal.of(written).text();
    }

    private static int digits(BigDecimal number) {
        return number.stripTrailingZeros().precision();
    }

    private static void refused(String written, String message) {
        assertThatThrownBy(() -> Decimal.of(written))
                .isInstanceOf(ValueException.class)
                .hasMessage(message);
    }
}
