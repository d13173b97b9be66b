package io.millrace.table.expression;

import static io.millrace.table.expression.Values.item;
import static io.millrace.table.expression.Values.list;
import static io.millrace.table.expression.Values.map;
import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.s;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.table.value.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What projections show of items.
class ProjectionTest {
    private static final Item ITEM =
            item(
                    "a", n("1"),
                    "m", map("x", n("1"), "y", map("z", s("deep"))),
                    "l", list(s("0"), map("p", n("1"), "q", n("2")), s("2"), s("3")));

    @Test
    void attributesAreShownWholeOrInParts() {
        assertThat(shown("a, q")).isEqualTo(item("a", n("1")));
        assertThat(shown("m").get("m")).isEqualTo(ITEM.get("m"));
        assertThat(shown("m.y.z")).isEqualTo(item("m", map("y", map("z", s("deep")))));
    }

    @Test
    void elementsOfListsCloseUpInTheirOrder() {
        assertThat(shown("l[3], l[1].q, l[0]"))
                .isEqualTo(item("l", list(s("0"), map("q", n("2")), s("3"))));
    }

    @Test
    void whatIsNotThereLeavesNothingBehind() {
        assertThat(shown("m.q, l[7], a.x, l[0].x")).isEqualTo(item());
        assertThat(shown("a[0], m[0], l.x")).isEqualTo(item());
    }

    @Test
    void placeholdersStandForNamesWithDots() {
        Placeholders names = new Placeholders(Map.of("#d", "x.y"), null);
        assertThat(ExpressionParser.projection(" #d ", names).of(item("x.y", n("1"), "x", n("2"))))
                .isEqualTo(item("x.y", n("1")));
    }

    @Test
    void attributesAreThoseThatPathsBeginWith() {
        assertThat(ExpressionParser.projection("m.x, m.y, a", with()).attributes())
                .containsExactly("m", "a");
    }

    private static Item shown(String expression) {
        return ExpressionParser.projection(expression, with()).of(ITEM);
    }
}
