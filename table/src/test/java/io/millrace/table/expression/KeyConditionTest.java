package io.millrace.table.expression;

import static io.millrace.table.expression.Values.b;
import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.s;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.KeyBytes;
import io.millrace.table.value.Octets;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// Which keys key conditions ask for.
class KeyConditionTest {
    private static final KeyCondition.Key P = new KeyCondition.Key("p", "S");
    private static final KeyCondition.Key C = new KeyCondition.Key("c", "N");
    private static final String NOT_SUPPORTED = "Query key condition not supported";
    private static final String INVALID = "Invalid condition in KeyConditionExpression: ";

    @Test
    void aPartitionKeyAloneAsksForAllSortKeys() {
        KeyRange range = condition("p = :p", ":p", s("x")).on(P, C);
        assertThat(range).isEqualTo(new KeyRange(s("x"), Octets.EMPTY, null));
        assertThat(range.holds(KeyBytes.of(n("-5")))).isTrue();
        assertThat(condition(":p = p", ":p", s("x")).on(P, null).hash()).isEqualTo(s("x"));
    }

    @Test
    void everyOperatorLimitsTheSortKey() {
        asksFor("c = :v", key -> key == 5);
        asksFor("c < :v", key -> key < 5);
        asksFor("c <= :v", key -> key <= 5);
        asksFor("c > :v", key -> key > 5);
        asksFor("c >= :v", key -> key >= 5);
    }

    @Test
    void anOperatorTurnsWithItsOperands() {
        asksFor(":v = c", key -> key == 5);
        asksFor(":v < c", key -> key > 5);
        asksFor(":v <= c", key -> key >= 5);
        asksFor(":v > c", key -> key < 5);
        asksFor(":v >= c", key -> key <= 5);
    }

    @Test
    void betweenIncludesBothBounds() {
        KeyRange range =
                condition(
                                "c between :x and :y and p = :p",
                                ":p",
                                s("x"),
                                ":x",
                                n("-1"),
                                ":y",
                                n("2.5"))
                        .on(P, C);
        for (String key : List.of("-1", "0", "2.5")) {
            assertThat(range.holds(KeyBytes.of(n(key)))).as(key).isTrue();
        }
        for (String key : List.of("-1.1", "2.51", "3")) {
            assertThat(range.holds(KeyBytes.of(n(key)))).as(key).isFalse();
        }
    }

    @Test
    void beginsWithAsksForPrefixes() {
        KeyCondition.Key text = new KeyCondition.Key("c", "S");
        KeyRange range =
                condition("p = :p AND begins_with(c, :c)", ":p", s("x"), ":c", s("ab")).on(P, text);
        assertThat(range.holds(Octets.utf8("ab"))).isTrue();
        assertThat(range.holds(Octets.utf8("ab\uffff"))).isTrue();
        assertThat(range.holds(Octets.utf8("aa"))).isFalse();
        assertThat(range.holds(Octets.utf8("ac"))).isFalse();
    }

    @Test
    void prefixesOfTheGreatestBytesHaveNoEnd() {
        AttributeValue prefix = new AttributeValue.Binary(Octets.wrap(new byte[] {-1, -1}));
        KeyRange range =
                condition("p = :p AND begins_with(c, :c)", ":p", s("x"), ":c", prefix)
                        .on(P, new KeyCondition.Key("c", "B"));
        assertThat(range.to()).isNull();
        assertThat(range.holds(Octets.wrap(new byte[] {-1, -1, 0}))).isTrue();
        assertThat(range.holds(Octets.wrap(new byte[] {-1, -2}))).isFalse();
    }

    @Test
    void bytesAreUnsigned() {
        KeyRange range =
                condition("p = :p AND c < :c", ":p", s("x"), ":c", b("\u007f"))
                        .on(P, new KeyCondition.Key("c", "B"));
        assertThat(range.holds(Octets.wrap(new byte[] {(byte) 0x80}))).isFalse();
    }

    @Test
    void parenthesesMayStandAroundAllOfIt() {
        assertThat(condition("((c = :c) AND (p = :p))", ":p", s("x"), ":c", n("3")).parts())
                .hasSize(2);
    }

    @Test
    void conditionsMustFitTheKey() {
        onKey("c = :v", "Query condition missed key schema element: p");
        onKey("p = :s AND a < :v", "Query condition missed key schema element: c");
        onKey("p < :s", NOT_SUPPORTED);
        onKey(
                "p = :v",
                "One or more parameter values were invalid: Condition parameter type does not"
                        + " match schema type");
        onKey(
                "p = :s AND c = :s",
                "One or more parameter values were invalid: Condition parameter type does not"
                        + " match schema type");
        KeyCondition two = condition("p = :s AND c = :v", ":s", s("x"), ":v", n("1"));
        assertThatThrownBy(() -> two.on(P, null)).hasMessage(NOT_SUPPORTED);
    }

    @Test
    void onlySomeOperatorsMakeKeyConditions() {
        String operator = "Invalid operator used in KeyConditionExpression: ";
        refused("p = :v OR c = :v", operator + "OR");
        refused("NOT p = :v AND c = :v", operator + "NOT");
        refused("p = :v AND c <> :v", operator + "<>");
        refused("p = :v AND c IN (:v)", operator + "IN");
        refused("p = :v AND attribute_exists(c)", operator + "attribute_exists");
        refused("p = :v AND attribute_not_exists(c)", operator + "attribute_not_exists");
        refused("p = :v AND contains(c, :v)", operator + "contains");
        refused(
                "p = :v AND size(c) = :v",
                "KeyConditionExpressions cannot contain nested operations");
        refused(
                "p = :v AND dog(c)",
                "Invalid KeyConditionExpression: Invalid function name; function: dog");
        refused(
                "p = :v AND begins_with(c, :v)",
                "Invalid KeyConditionExpression: Incorrect operand type for operator or function;"
                        + " operator or function: begins_with, operand type: N");
    }

    @Test
    void everyConditionComparesOneAttributeWithValues() {
        refused("p = c", INVALID + "Multiple attribute names used in one condition");
        refused(":v = :v", INVALID + "No key attribute specified");
        refused(
                "p = :v AND :v BETWEEN c AND d",
                INVALID + "BETWEEN operator must have the key attribute as its first operand");
        refused("p.x = :v", "KeyConditionExpressions cannot have conditions on nested attributes");
        refused(
                "p = :v AND p = :v",
                "KeyConditionExpressions must only contain one condition per key");
        refused("p = :v AND c < :v AND a < :v", "Conditions can be of length 1 or 2 only");
    }

    private static KeyCondition condition(String expression, Object... values) {
        return ExpressionParser.keyCondition(expression, with(values));
    }

    private static void asksFor(String expression, IntPredicate keys) {
        KeyRange range = condition("p = :p AND " + expression, ":p", s("x"), ":v", n("5")).on(P, C);
        for (int key = -20; key <= 20; key++) {
            assertThat(range.holds(KeyBytes.of(AttributeValue.Numeral.of(key))))
                    .as(expression + " with " + key)
                    .isEqualTo(keys.test(key));
        }
    }

    private static void onKey(String expression, String message) {
        KeyCondition condition = condition(expression, ":s", s("x"), ":v", n("1"));
        assertThatThrownBy(() -> condition.on(P, C))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }

    private static void refused(String expression, String message) {
        assertThatThrownBy(() -> condition(expression, ":v", n("1")))
                .as(expression)
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }
}
