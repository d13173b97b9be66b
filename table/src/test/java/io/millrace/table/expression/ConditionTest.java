package io.millrace.table.expression;

import static io.millrace.table.expression.Values.b;
import static io.millrace.table.expression.Values.flag;
import static io.millrace.table.expression.Values.item;
import static io.millrace.table.expression.Values.list;
import static io.millrace.table.expression.Values.map;
import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.nothing;
import static io.millrace.table.expression.Values.ns;
import static io.millrace.table.expression.Values.s;
import static io.millrace.table.expression.Values.ss;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What conditions say of items.
class ConditionTest {
    private static final Item ITEM =
            item(
                    "a", n("1"),
                    "b", n("2"),
                    "t", s("hello"),
                    "bin", b("hello"),
                    "l", list(n("1"), s("x"), list(n("3"))),
                    "m", map("x", n("1"), "y", list(n("-1"), n("2"))),
                    "ns", ns("1", "2"),
                    "ss", ss("x", "y"),
                    "yes", flag(true),
                    "nil", nothing());

    @Test
    void valuesOfEveryTypeEqualThemselvesOnly() {
        for (AttributeValue one : ITEM.attributes().values()) {
            for (AttributeValue two : ITEM.attributes().values()) {
                assertThat(holds("p = :v", item("p", one), with(":v", two)))
                        .as(one + " = " + two)
                        .isEqualTo(one.equals(two));
                assertThat(holds("p <> :v", item("p", one), with(":v", two)))
                        .as(one + " <> " + two)
                        .isEqualTo(!one.equals(two));
            }
        }
    }

    @Test
    void numbersAreEqualByWhatTheyAreWorth() {
        assertThat(holds("a = :v", ":v", n("1.00"))).isTrue();
        assertThat(holds("contains(ns, :v)", ":v", n("2e0"))).isTrue();
    }

    @Test
    void differentTypesCompareFalseAndNotAsAnError() {
        for (String sign : List.of("=", "<", "<=", ">", ">=")) {
            assertThat(holds("a " + sign + " :v", ":v", s("1"))).as(sign).isFalse();
            assertThat(holds("l " + sign + " a")).as(sign).isFalse();
        }
        assertThat(holds("a <> :v", ":v", s("1"))).isTrue();
    }

    @Test
    void whatIsMissingIsUnequalToEverythingAndHasNoOrder() {
        for (String sign : List.of("=", "<", "<=", ">", ">=")) {
            assertThat(holds("q " + sign + " z")).as(sign).isFalse();
            assertThat(holds(":v " + sign + " q", ":v", n("1"))).as(sign).isFalse();
        }
        assertThat(holds("q <> z")).isTrue();
        assertThat(holds("q <> :v", ":v", n("1"))).isTrue();
        assertThat(holds("q BETWEEN z AND w")).isFalse();
        assertThat(holds("q IN (:v)", ":v", n("1"))).isFalse();
        assertThat(holds("attribute_exists(q)")).isFalse();
        assertThat(holds("attribute_not_exists(q)")).isTrue();
    }

    @Test
    void numbersTextsAndBinariesHaveAnOrder() {
        assertThat(holds("a < b AND b > a AND a <= b AND b >= a")).isTrue();
        assertThat(holds("a < :ten", ":ten", n("10"))).isTrue();
        assertThat(holds("t < :v", ":v", s("hellp"))).isTrue();
        assertThat(holds("bin >= :v", ":v", b("hello"))).isTrue();
        assertThat(holds("t < :v", ":v", s("\ud83d\ude00"))).isTrue();
    }

    @Test
    void betweenIncludesBothBounds() {
        assertThat(holds("a BETWEEN :x AND :y", ":x", n("1"), ":y", n("1"))).isTrue();
        assertThat(holds("a between :x and :y", ":x", n("2"), ":y", n("3"))).isFalse();
        assertThat(holds("b BETWEEN a AND :y AND a < b", ":y", n("3"))).isTrue();
        assertThat(holds("a BETWEEN b AND :y", ":y", n("0"))).isFalse();
    }

    @Test
    void inTakesValuesOfSeveralTypes() {
        assertThat(holds("a IN (:x, b, :y)", ":x", s("1"), ":y", n("1"))).isTrue();
        assertThat(holds("l in (:x)", ":x", list())).isFalse();
    }

    @Test
    void notBindsTighterThanAndWhichBindsTighterThanOr() {
        assertThat(holds("a < b OR b < a AND b < a")).isTrue();
        assertThat(holds("(a < b OR b < a) AND b < a")).isFalse();
        assertThat(holds("NOT a < b AND b < a")).isFalse();
        assertThat(holds("NOT (a < b AND b < a)")).isTrue();
        assertThat(holds("not NOT Not nOt a < b")).isTrue();
    }

    @Test
    void parenthesesMayStandAroundOperandsAndConditions() {
        assertThat(holds("((a) = :v) AND ((size (t)) > (b))", ":v", n("1"))).isTrue();
        assertThat(holds("((a = :v) AND (b = :w))", ":v", n("1"), ":w", n("2"))).isTrue();
        assertThat(holds("a IN ((b), (:v))", ":v", n("1"))).isTrue();
    }

    @Test
    void pathsLeadIntoMapsAndLists() {
        assertThat(holds("m.x < m.y[1]")).isTrue();
        assertThat(holds("m . y [ 0 ] < m.x")).isTrue();
        assertThat(holds("l[2][0] = :v", ":v", n("3"))).isTrue();
        assertThat(holds("attribute_exists(l[3])")).isFalse();
        assertThat(holds("attribute_exists(m[0])")).isFalse();
        assertThat(holds("attribute_exists(l.x)")).isFalse();
        assertThat(holds("attribute_exists(t.x)")).isFalse();
    }

    @Test
    void sizeCountsCharactersBytesAndMembers() {
        assertThat(holds("size(t) = :v AND size(bin) = :v", ":v", n("5"))).isTrue();
        assertThat(holds("size(l) = :v", ":v", n("3"))).isTrue();
        assertThat(holds("size(m) = :v AND size(ns) = :v AND size(ss) = :v", ":v", n("2")))
                .isTrue();
        assertThat(holds("size(:t) = :v", ":t", s("ab"), ":v", n("2"))).isTrue();
        assertThat(holds("size(l) BETWEEN a AND size(t)")).isTrue();
    }

    @Test
    void whatHasNoSizeComparesFalse() {
        for (String path : List.of("a", "yes", "nil", "q")) {
            assertThat(holds("size(" + path + ") >= :v", ":v", n("0"))).as(path).isFalse();
        }
        assertThat(holds("size(t) = :v", ":v", s("5"))).isFalse();
    }

    @Test
    void containsLooksIntoTextsBinariesSetsAndLists() {
        assertThat(holds("contains(t, :v)", ":v", s("ell"))).isTrue();
        assertThat(holds("contains(bin, :v)", ":v", b("llo"))).isTrue();
        assertThat(holds("contains(bin, :v)", ":v", b("lol"))).isFalse();
        assertThat(holds("contains(ss, :v)", ":v", s("x"))).isTrue();
        assertThat(holds("contains(l, :v)", ":v", list(n("3")))).isTrue();
        assertThat(holds("contains(l, a)")).isTrue();
        assertThat(holds("contains(t, :v)", ":v", n("1"))).isFalse();
        assertThat(holds("contains(m, :v)", ":v", s("x"))).isFalse();
        assertThat(holds("contains(q, :v)", ":v", s("x"))).isFalse();
    }

    @Test
    void beginsWithComparesTextsWithTextsAndBinariesWithBinaries() {
        assertThat(holds("begins_with(t, :v)", ":v", s("hell"))).isTrue();
        assertThat(holds("begins_with(t, :v)", ":v", s("hello!"))).isFalse();
        assertThat(holds("begins_with(bin, :v)", ":v", b("he"))).isTrue();
        assertThat(holds("begins_with(bin, :v)", ":v", s("he"))).isFalse();
        assertThat(holds("begins_with(:v, t)", ":v", s("hello you"))).isTrue();
        assertThat(holds("begins_with(a, t)")).isFalse();
    }

    @Test
    void attributeTypeKnowsEveryType() {
        Map<String, String> types =
                Map.of(
                        "a", "N", "t", "S", "bin", "B", "l", "L", "m", "M", "ns", "NS", "ss", "SS",
                        "yes", "BOOL", "nil", "NULL");
        types.forEach((path, type) -> {
            assertThat(holds("attribute_type (" + path + ", :v)", ":v", s(type))).as(path).isTrue();
            assertThat(holds("attribute_type (" + path + ", :v)", ":v", s("BS")))
                    .as(path)
                    .isFalse();
        });
        assertThat(holds("attribute_type(:x, :v)", ":x", n("1"), ":v", s("N"))).isTrue();
    }

    @Test
    void namesMayStandForAnything() {
        Placeholders placeholders =
                new Placeholders(Map.of("#0", "and", "#_x", "a.b"), Values.pairs(":v", n("1")));
        Condition condition = ExpressionParser.condition("#0.#_x = :v", placeholders);
        assertThat(condition.holds(item("and", map("a.b", n("1"))))).isTrue();
    }

    @Test
    void aMissingItemIsAnEmptyOne() {
        Condition condition =
                ExpressionParser.condition(
                        "attribute_not_exists(id) OR v < :v", with(":v", n("1")));
        assertThat(condition.holds(Item.EMPTY)).isTrue();
        assertThat(condition.holds(item("id", s("x"), "v", n("1")))).isFalse();
    }

    @Test
    void attributesAreThoseThatPathsBeginWith() {
        Condition condition =
                ExpressionParser.condition(
                        "a.x = b[0] AND (NOT c IN (d, size(e)) OR attribute_exists(f.a))"
                                + " AND begins_with(g, h) AND i BETWEEN :v AND k",
                        with(":v", n("1")));
        assertThat(condition.attributes())
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "k");
    }

    private static boolean holds(String expression, Object... values) {
        return holds(expression, ITEM, with(values));
    }

    private static boolean holds(String expression, Item item, Placeholders placeholders) {
        return ExpressionParser.condition(expression, placeholders).holds(item);
    }
}
