package io.millrace.table.expression;

import static io.millrace.table.expression.Values.b;
import static io.millrace.table.expression.Values.flag;
import static io.millrace.table.expression.Values.item;
import static io.millrace.table.expression.Values.list;
import static io.millrace.table.expression.Values.map;
import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.ns;
import static io.millrace.table.expression.Values.s;
import static io.millrace.table.expression.Values.ss;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What updates make of items.
class UpdateTest {
    private static final String MISSING =
            "The provided expression refers to an attribute that does not exist in the item";
    private static final String WRONG_TYPE =
            "An operand in the update expression has an incorrect data type";
    private static final String NOWHERE =
            "The document path provided in the update expression is invalid for update";

    @Test
    void setPutsAndReplaces() {
        assertThat(after("SET a = :v", item("a", s("x"), "b", s("y")), ":v", n("1")))
                .isEqualTo(item("a", n("1"), "b", s("y")));
        assertThat(after("SET c = a", item("a", s("x")))).isEqualTo(item("a", s("x"), "c", s("x")));
    }

    @Test
    void allActionsSeeTheItemAsItWasBefore() {
        assertThat(after("SET a = b, b = a", item("a", n("1"), "b", n("2"))))
                .isEqualTo(item("a", n("2"), "b", n("1")));
        assertThat(after("REMOVE a SET b = a", item("a", n("1")))).isEqualTo(item("b", n("1")));
        refused("SET x = :v, y = x", item(), MISSING, ":v", n("1"));
    }

    @Test
    void plusAndMinusCalculateExactly() {
        assertThat(after("SET a = a + :v", item("a", n("0.1")), ":v", n("0.2")))
                .isEqualTo(item("a", n("0.3")));
        assertThat(after("SET a = (:v - a)", item("a", n("7")), ":v", n("5")))
                .isEqualTo(item("a", n("-2")));
        assertThat(after("SET a = if_not_exists(a, :o) + :v", item(), ":o", n("0"), ":v", n("5")))
                .isEqualTo(item("a", n("5")));
        refused("SET a = b + :v", item(), MISSING, ":v", n("1"));
        refused("SET a = a + :v", item("a", s("1")), WRONG_TYPE, ":v", n("1"));
        refused(
                "SET a = a + :v",
                item("a", n("9e125")),
                "Number overflow. Attempting to store a number with magnitude larger than"
                        + " supported range",
                ":v",
                n("9e125"));
    }

    @Test
    void ifNotExistsTakesWhatIsThere() {
        assertThat(after("SET a = if_not_exists(a, :v)", item("a", n("1")), ":v", n("2")))
                .isEqualTo(item("a", n("1")));
        assertThat(after("SET b = if_not_exists(q.x, if_not_exists(r, :v))", item(), ":v", n("2")))
                .isEqualTo(item("b", n("2")));
    }

    @Test
    void listAppendPutsListsBehindEachOther() {
        Item before = item("l", list(n("1")));
        assertThat(after("SET l = list_append(l, :v)", before, ":v", list(s("x"))))
                .isEqualTo(item("l", list(n("1"), s("x"))));
        assertThat(after("SET l = list_append(:v, l)", before, ":v", list(s("x"))))
                .isEqualTo(item("l", list(s("x"), n("1"))));
        assertThat(
                        after(
                                "SET m = list_append(if_not_exists(m, :e), :v)",
                                item(),
                                ":e",
                                list(),
                                ":v",
                                list(s("x"))))
                .isEqualTo(item("m", list(s("x"))));
        refused("SET l = list_append(q, :v)", before, MISSING, ":v", list());
        refused("SET l = list_append(a, :v)", item("a", ss("x")), WRONG_TYPE, ":v", list());
    }

    @Test
    void pathsChangeJustWhatTheyLeadTo() {
        Item before = item("a", map("x", n("1"), "c", list(s("p"), map("q", n("2")))));
        assertThat(after("SET a.c[1].q = :v, a.y = a.x REMOVE a.x", before, ":v", n("9")))
                .isEqualTo(item("a", map("y", n("1"), "c", list(s("p"), map("q", n("9"))))));
        assertThat(after("REMOVE a.x, a.c", before)).isEqualTo(item("a", map()));
    }

    @Test
    void setBeyondTheEndOfAListAppendsInTheOrderOfThePlaces() {
        assertThat(
                        after(
                                "SET l[84] = :a, l[37] = :b, l[17] = :c, l[0] = :d",
                                item("l", list(n("1"))),
                                ":a",
                                s("a"),
                                ":b",
                                s("b"),
                                ":c",
                                s("c"),
                                ":d",
                                s("d")))
                .isEqualTo(item("l", list(s("d"), s("c"), s("b"), s("a"))));
    }

    @Test
    void placesInListsAreThoseBeforeTheUpdate() {
        Item before = item("l", list(n("2"), n("3"), n("4"), n("5"), n("6")));
        for (String text : List.of("REMOVE l[1] SET l[3] = :v", "SET l[3] = :v REMOVE l[1]")) {
            assertThat(after(text, before, ":v", n("17")))
                    .isEqualTo(item("l", list(n("2"), n("4"), n("17"), n("6"))));
        }
        assertThat(after("REMOVE l[0], l[4], l[1]", before))
                .isEqualTo(item("l", list(n("4"), n("5"))));
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        Item before = item("a", map("x", n("1")), "l", list(n("1")));
        assertThat(after("REMOVE q, a.y, l[7]", before)).isEqualTo(before);
    }

    @Test
    void pathsThatLeadNowhereAreRefused() {
        Item before = item("a", s("hello"), "l", list(n("1")));
        for (String path : List.of("a.c", "l.c", "q.c", "a[0]", "q[0]", "l[0].x", "l[3].x")) {
            refused("SET " + path + " = :v", before, NOWHERE, ":v", n("1"));
            refused("REMOVE " + path, before, NOWHERE);
            refused("ADD " + path + " :v", before, NOWHERE, ":v", n("1"));
            refused("DELETE " + path + " :v", before, NOWHERE, ":v", ss("x"));
        }
    }

    @Test
    void addCountsUnitesAndBegins() {
        assertThat(after("ADD a :v", item("a", n("3")), ":v", n("-5")))
                .isEqualTo(item("a", n("-2")));
        assertThat(after("ADD a :v", item(), ":v", n("5"))).isEqualTo(item("a", n("5")));
        assertThat(after("ADD a :v", item("a", ss("x", "y")), ":v", ss("y", "z")))
                .isEqualTo(item("a", ss("x", "y", "z")));
        assertThat(after("ADD m.a :v", item("m", map()), ":v", ns("1")))
                .isEqualTo(item("m", map("a", ns("1"))));
        refused("ADD a :v", item("a", s("3")), WRONG_TYPE, ":v", n("1"));
        refused("ADD a :v", item("a", ss("3")), WRONG_TYPE, ":v", ns("1"));
        refused("ADD a :v", item("a", list()), WRONG_TYPE, ":v", ns("1"));
    }

    @Test
    void deleteTakesMembersAndLeavesNoEmptySet() {
        Item before = item("a", ss("x", "y"), "b", n("1"));
        assertThat(after("DELETE a :v", before, ":v", ss("y", "z")))
                .isEqualTo(item("a", ss("x"), "b", n("1")));
        assertThat(after("DELETE a :v", before, ":v", ss("x", "y"))).isEqualTo(item("b", n("1")));
        assertThat(after("DELETE q :v", before, ":v", ss("x"))).isEqualTo(before);
        refused("DELETE b :v", before, WRONG_TYPE, ":v", ss("x"));
        refused("DELETE a :v", before, WRONG_TYPE, ":v", ns("1"));
    }

    @Test
    void updatesThatOnlyTakeAwayMakeNoItem() {
        assertThat(update("SET a = :v REMOVE b", ":v", n("1")).makesItem()).isTrue();
        assertThat(update("ADD a :v", ":v", n("1")).makesItem()).isTrue();
        assertThat(update("REMOVE a DELETE b :v", ":v", ss("x")).makesItem()).isFalse();
        assertThat(new Update(List.of(), true).makesItem()).isTrue();
    }

    @Test
    void attributesAreThoseThatPathsBeginWith() {
        assertThat(update("SET a.b = c, d[1] = e REMOVE f, a.c").attributes())
                .containsExactly("a", "d", "f");
    }

    @Test
    void touchedPathsShowWhatWasAndWhatIs() {
        Item before =
                item("a", map("b", s("dog"), "c", list(n("1"), n("2"), n("3"))), "d", s("cat"));
        Update update = update("SET a.b = :v, a.c[1] = :w, e = :v", ":v", s("hi"), ":w", n("7"));
        Updated updated = update.apply(before);
        Projection touched = new Projection(updated.touched());
        assertThat(touched.of(before)).isEqualTo(item("a", map("b", s("dog"), "c", list(n("2")))));
        assertThat(touched.of(updated.item()))
                .isEqualTo(item("a", map("b", s("hi"), "c", list(n("7"))), "e", s("hi")));
    }

    @Test
    void touchedPathsAreReadAsTheyStandAlsoWhereListsMoved() {
        Updated beyond = update("SET l[100] = :v", ":v", n("9")).apply(item("l", list(n("1"))));
        assertThat(new Projection(beyond.touched()).of(beyond.item())).isEqualTo(item());
        Updated removed = update("REMOVE l[1]").apply(item("l", list(n("1"), n("2"), n("3"))));
        assertThat(new Projection(removed.touched()).of(removed.item()))
                .isEqualTo(item("l", list(n("3"))));
    }

    @Test
    void listsAndMapsGoDownThirtyTwoLevels() {
        AttributeValue deep = s("x");
        for (int level = 0; level < AttributeValue.MAX_DEPTH; level++) {
            deep = list(deep);
        }
        assertThat(after("SET a = :v", item(), ":v", deep)).isEqualTo(item("a", deep));
        refused(
                "SET a.b = :v",
                item("a", map()),
                "Nesting Levels have exceeded supported limits: Attributes in the item have nested"
                        + " levels beyond supported limit",
                ":v",
                deep);
    }

    @Test
    void valuesOfEveryTypeCanBeSet() {
        for (AttributeValue value : List.of(s(""), b(""), flag(false), list(), map(), ns("1"))) {
            assertThat(after("SET a = :v", item(), ":v", value)).isEqualTo(item("a", value));
        }
    }

    private static Update update(String expression, Object... values) {
        return ExpressionParser.update(expression, with(values));
    }

    private static Item after(String expression, Item before, Object... values) {
        return update(expression, values).apply(before).item();
    }

    private static void refused(String expression, Item before, String message, Object... values) {
        Update update = update(expression, values);
        assertThatThrownBy(() -> update.apply(before))
                .as(expression)
                .isInstanceOf(ExpressionException.class)
                .hasMessage(message);
    }
}
