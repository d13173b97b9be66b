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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What requests without expressions mean, and what they are refused for.
class LegacyTest {
    private static final Item ITEM =
            item("a", n("1"), "t", s("hello"), "l", list(n("1")), "ns", ns("1", "2"));
    private static final String INVALID = "One or more parameter values were invalid: ";

    @Test
    void expectedComparesWithAValueOrWantsNone() {
        assertThat(holds("a", expectation(true, n("1.0")))).isTrue();
        assertThat(holds("a", expectation(null, n("2")))).isFalse();
        assertThat(holds("q", expectation(null, n("2")))).isFalse();
        assertThat(holds("a", expectation(false, null))).isFalse();
        assertThat(holds("q", expectation(false, null))).isTrue();
    }

    @Test
    void everyOperatorComparesAsItsExpressionDoes() {
        assertThat(holds("a", "EQ", n("1"))).isTrue();
        assertThat(holds("l", "EQ", list(n("1")))).isTrue();
        assertThat(holds("a", "NE", s("1"))).isTrue();
        assertThat(holds("q", "NE", s("1"))).isTrue();
        assertThat(holds("a", "LE", n("1"))).isTrue();
        assertThat(holds("a", "LT", n("1"))).isFalse();
        assertThat(holds("a", "GE", n("1"))).isTrue();
        assertThat(holds("a", "GT", n("0"))).isTrue();
        assertThat(holds("a", "GT", s("0"))).isFalse();
        assertThat(holds("a", "NOT_NULL")).isTrue();
        assertThat(holds("q", "NULL")).isTrue();
        assertThat(holds("t", "CONTAINS", s("ell"))).isTrue();
        assertThat(holds("ns", "CONTAINS", n("2"))).isTrue();
        assertThat(holds("l", "CONTAINS", n("1"))).isTrue();
        assertThat(holds("t", "BEGINS_WITH", s("he"))).isTrue();
        assertThat(holds("a", "IN", n("3"), n("1"))).isTrue();
        assertThat(holds("a", "BETWEEN", n("1"), n("2"))).isTrue();
    }

    @Test
    void notContainsFailsWhereThereIsNothing() {
        assertThat(holds("t", "NOT_CONTAINS", s("x"))).isTrue();
        assertThat(holds("t", "NOT_CONTAINS", n("1"))).isTrue();
        assertThat(holds("t", "NOT_CONTAINS", s("ell"))).isFalse();
        assertThat(holds("q", "NOT_CONTAINS", s("x"))).isFalse();
    }

    @Test
    void anOperatorTakesAValueInPlaceOfAList() {
        assertThat(holds("a", new Legacy.Expectation(null, n("1"), "EQ", null))).isTrue();
        assertThat(holds("q", new Legacy.Expectation(null, null, "NULL", null))).isTrue();
    }

    @Test
    void conditionsAreJoinedByAndUnlessOrIsAskedFor() {
        Map<String, Legacy.Expectation> two =
                Map.of("a", expectation(null, n("1")), "t", expectation(null, s("x")));
        assertThat(condition(two, null).holds(ITEM)).isFalse();
        assertThat(condition(two, "AND").holds(ITEM)).isFalse();
        assertThat(condition(two, "OR").holds(ITEM)).isTrue();
        assertThat(Legacy.expected(Map.of(), null)).isNull();
        assertThat(Legacy.filter(Map.of(), null)).isNull();
    }

    @Test
    void conditionalOperatorsNeedTwoConditions() {
        assertThatThrownBy(() -> Legacy.expected(Map.of(), "AND"))
                .hasMessage("ConditionalOperator cannot be used without Filter or Expected");
        assertThatThrownBy(() -> Legacy.expected(Map.of("a", expectation(false, null)), "OR"))
                .hasMessage(
                        "ConditionalOperator can only be used when Filter or Expected has two or"
                                + " more elements");
    }

    @Test
    void expectationsMustHoldTogether() {
        refused(
                expectation(null, null),
                "Value must be provided when Exists is null for Attribute: a");
        refused(
                expectation(true, null),
                "Value must be provided when Exists is true for Attribute: a");
        refused(
                expectation(false, n("1")),
                "Value cannot be used when Exists is false for Attribute: a");
        refused(
                new Legacy.Expectation(true, null, "NULL", null),
                "Exists and ComparisonOperator cannot be used together for Attribute: a");
        refused(
                new Legacy.Expectation(null, n("1"), "EQ", List.of(n("1"))),
                "Value and AttributeValueList cannot be used together for Attribute: a");
        refused(
                new Legacy.Expectation(null, null, null, List.of(n("1"))),
                "AttributeValueList can only be used with a ComparisonOperator for Attribute: a");
        refused(
                new Legacy.Expectation(null, null, "EQ", null),
                "Value or AttributeValueList must be used with ComparisonOperator: EQ for"
                        + " Attribute: a");
    }

    @Test
    void operatorsTakeSoManyValuesOfSuchTypes() {
        refused(operator("EQ"), count("EQ"));
        refused(operator("NULL", n("1")), count("NULL"));
        refused(operator("BETWEEN", n("1")), count("BETWEEN"));
        refused(operator("IN"), count("IN"));
        refused(operator("CONTAINS", n("1"), n("2")), count("CONTAINS"));
        refused(
                operator("LT", ss("x")),
                "ComparisonOperator LT is not valid for SS AttributeValue type");
        refused(
                operator("CONTAINS", list()),
                "ComparisonOperator CONTAINS is not valid for L AttributeValue type");
        refused(
                operator("BEGINS_WITH", n("1")),
                "ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type");
        refused(
                operator("IN", flag(true)),
                "ComparisonOperator IN is not valid for BOOL AttributeValue type");
        refused(
                operator("IN", n("1"), s("1")),
                "AttributeValues inside AttributeValueList must be of same type");
        assertThatThrownBy(() ->
                        Legacy.expected(Map.of("a", operator("BETWEEN", n("2"), n("1"))), null))
                .hasMessage(
                        "The BETWEEN condition was provided a range where the lower bound is"
                                + " greater than the upper bound");
    }

    @Test
    void filtersCompareAsExpectedDoes() {
        Condition filter =
                Legacy.filter(
                        new TreeMap<>(
                                Map.of(
                                        "a", new Legacy.Criterion("GT", List.of(n("5"))),
                                        "q", new Legacy.Criterion("NULL", null))),
                        "OR");
        assertThat(required(filter).holds(ITEM)).isTrue();
    }

    @Test
    void keyConditionsAreThoseOfExpressions() {
        KeyCondition condition =
                Legacy.keyConditions(
                        new TreeMap<>(
                                Map.of(
                                        "p", new Legacy.Criterion("EQ", List.of(s("x"))),
                                        "r",
                                                new Legacy.Criterion(
                                                        "BETWEEN", List.of(n("1"), n("2"))))));
        assertThat(condition)
                .isEqualTo(
                        ExpressionParser.keyCondition(
                                "p = :p AND r BETWEEN :x AND :y",
                                Values.with(":p", s("x"), ":x", n("1"), ":y", n("2"))));
        for (String operator : List.of("NE", "CONTAINS", "NOT_CONTAINS", "IN")) {
            assertThatThrownBy(() ->
                            Legacy.keyConditions(
                                    Map.of("p", new Legacy.Criterion(operator, List.of(s("x"))))))
                    .hasMessage("Attempted conditional constraint is not an indexable operation");
        }
        assertThatThrownBy(() -> Legacy.keyConditions(Map.of()))
                .hasMessage("Conditions can be of length 1 or 2 only");
    }

    @Test
    void attributeUpdatesPutAddAndDelete() {
        Item before =
                item(
                        "a",
                        n("1"),
                        "s",
                        ss("x", "y"),
                        "l",
                        list(n("1")),
                        "gone",
                        n("1"),
                        "e",
                        ss("x"));
        Update update =
                Legacy.attributeUpdates(
                        Map.of(
                                "p", new Legacy.Change(null, nothing()),
                                "q", new Legacy.Change("PUT", map()),
                                "a", new Legacy.Change("ADD", n("2")),
                                "n", new Legacy.Change("ADD", n("3")),
                                "l", new Legacy.Change("ADD", list(n("2"))),
                                "s", new Legacy.Change("DELETE", ss("y")),
                                "e", new Legacy.Change("DELETE", ss("x")),
                                "gone", new Legacy.Change("DELETE", null),
                                "never", new Legacy.Change("DELETE", null)));
        Updated updated = update.apply(before);
        assertThat(updated.item())
                .isEqualTo(
                        item(
                                "p",
                                nothing(),
                                "q",
                                map(),
                                "a",
                                n("3"),
                                "n",
                                n("3"),
                                "l",
                                list(n("1"), n("2")),
                                "s",
                                ss("x")));
        assertThat(updated.touched()).hasSize(9);
    }

    @Test
    void attributeUpdatesHaveErrorsOfTheirOwn() {
        change(
                "PUT",
                null,
                INVALID + "Only DELETE action is allowed when no attribute value is specified");
        change(
                null,
                null,
                INVALID + "Only DELETE action is allowed when no attribute value is specified");
        change(
                "ADD",
                null,
                INVALID + "Only DELETE action is allowed when no attribute value is specified");
        change("ADD", s("x"), INVALID + "ADD action is not supported for the type S");
        change(
                "DELETE",
                b("x"),
                INVALID + "DELETE action with value is not supported for the type B");
        Update update = Legacy.attributeUpdates(Map.of("t", new Legacy.Change("ADD", n("1"))));
        assertThatThrownBy(() -> update.apply(ITEM))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("Type mismatch for attribute to update");
    }

    @Test
    void attributesToGetAreNamedOnce() {
        assertThat(Legacy.attributesToGet(List.of("a", "q")).of(ITEM)).isEqualTo(item("a", n("1")));
        assertThat(Legacy.attributesToGet(List.of("x.y")).of(item("x.y", n("1"))))
                .isEqualTo(item("x.y", n("1")));
        assertThatThrownBy(() -> Legacy.attributesToGet(List.of("a", "b", "a")))
                .hasMessage(INVALID + "Duplicate value in attribute name: a");
    }

    private static Legacy.Expectation expectation(
            @Nullable Boolean exists, @Nullable AttributeValue value) {
        return new Legacy.Expectation(exists, value, null, null);
    }

    private static Legacy.Expectation operator(String operator, AttributeValue... values) {
        return new Legacy.Expectation(null, null, operator, List.of(values));
    }

    private static String count(String operator) {
        return "Invalid number of argument(s) for the " + operator + " ComparisonOperator";
    }

    private static boolean holds(String name, String operator, AttributeValue... values) {
        return holds(name, operator(operator, values));
    }

    private static boolean holds(String name, Legacy.Expectation expectation) {
        return condition(Map.of(name, expectation), null).holds(ITEM);
    }

    private static Condition condition(
            Map<String, Legacy.Expectation> expected, @Nullable String operator) {
        return required(Legacy.expected(expected, operator));
    }

    private static Condition required(@Nullable Condition condition) {
        if (condition == null) {
            throw new AssertionError("nothing expected");
        }
        return condition;
    }

    private static void refused(Legacy.Expectation expectation, String message) {
        assertThatThrownBy(() -> Legacy.expected(Map.of("a", expectation), null))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(INVALID + message);
    }

    private static void change(
            @Nullable String action, @Nullable AttributeValue value, String message) {
        assertThatThrownBy(() ->
                        Legacy.attributeUpdates(Map.of("a", new Legacy.Change(action, value))))
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }
}
