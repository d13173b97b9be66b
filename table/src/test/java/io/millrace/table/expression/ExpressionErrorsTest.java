package io.millrace.table.expression;

import static io.millrace.table.expression.Values.flag;
import static io.millrace.table.expression.Values.item;
import static io.millrace.table.expression.Values.list;
import static io.millrace.table.expression.Values.map;
import static io.millrace.table.expression.Values.n;
import static io.millrace.table.expression.Values.s;
import static io.millrace.table.expression.Values.ss;
import static io.millrace.table.expression.Values.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.table.value.Packer;
import io.millrace.table.value.Unpacker;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is told of expressions that cannot be read.
class ExpressionErrorsTest {
    private static final String NO_OPERAND = "Incorrect operand type for operator or function; ";

    @Test
    void syntaxErrorsShowTheTokenAndItsNeighbours() {
        condition("foo", "Syntax error; token: \"<EOF>\", near: \"foo\"");
        condition("a = ", "Syntax error; token: \"<EOF>\", near: \"=\"");
        condition("a != b", "Syntax error; token: \"!\", near: \"a !=\"");
        condition("a == b", "Syntax error; token: \"=\", near: \"== b\"");
        condition("a = b c", "Syntax error; token: \"c\", near: \"b c\"");
        condition("(a = b", "Syntax error; token: \"<EOF>\", near: \"b\"");
        condition("a IN ()", "Syntax error; token: \")\", near: \"()\"");
        condition("size() = a", "Syntax error; token: \")\", near: \"() =\"");
        condition("a[b] = c", "Syntax error; token: \"b\", near: \"[b]\"");
        condition("a[-1] = c", "Syntax error; token: \"-\", near: \"[-1\"");
        condition("a. = b", "Syntax error; token: \"=\", near: \". = b\"");
        condition("AND a = b", "Syntax error; token: \"AND\", near: \"AND a\"");
        condition("a = and", "Syntax error; token: \"and\", near: \"= and\"");
        condition("a BETWEEN b", "Syntax error; token: \"<EOF>\", near: \"b\"");
        condition("a = b + c", "Syntax error; token: \"+\", near: \"b + c\"");
        condition("(a = b) = c", "Syntax error; token: \"=\", near: \") = c\"");
        condition("a = _b", "Syntax error; token: \"_\", near: \"= _b\"");
        condition("a AND b = c", "Syntax error; token: \"AND\", near: \"a AND b\"");
        update("INVALID SYNTAX HERE", "Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"");
        update("SET _123 = :v", "Syntax error; token: \"_\", near: \"SET _123\"");
        update("ADD hits : incr", "Syntax error; token: \":\", near: \"hits : incr\"");
        update("SET a = :x, ", "Syntax error; token: \"<EOF>\", near: \",\"", ":x", n("1"));
        update("SET a, b", "Syntax error; token: \",\", near: \"a, b\"");
        update("SET a = b + c + d", "Syntax error; token: \"+\", near: \"c + d\"");
        update("SET a = (b + c) - d", "Syntax error; token: \"-\", near: \") - d\"");
        update("SET a = if_not_exists(b, c + d)", "Syntax error; token: \"+\", near: \"c + d\"");
        update("SET :a = b", "Syntax error; token: \":a\", near: \"SET :a =\"");
        update("REMOVE a b", "Syntax error; token: \"b\", near: \"a b\"");
        update("DELETE a b", "Syntax error; token: \"b\", near: \"a b\"");
        update("SET set = a", "Syntax error; token: \"set\", near: \"SET set =\"");
        refused(
                () -> ExpressionParser.projection("a,,b", with()),
                "Invalid ProjectionExpression: Syntax error; token: \",\", near: \",,b\"");
        refused(
                () -> ExpressionParser.keyCondition("p = ", with()),
                "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"");
        refused(
                () -> ExpressionParser.filter("a b", with()),
                "Invalid FilterExpression: Syntax error; token: \"b\", near: \"a b\"");
    }

    @Test
    void nothingIsNoExpression() {
        condition("", "The expression can not be empty;");
        condition(" \t", "The expression can not be empty;");
        update("", "The expression can not be empty;");
        refused(
                () -> ExpressionParser.projection("", with()),
                "Invalid ProjectionExpression: The expression can not be empty;");
    }

    @Test
    void reservedWordsNeedAPlaceholderInAnyCaseAndAtAnyDepth() {
        condition("name = a", "Attribute name is a reserved keyword; reserved keyword: name");
        condition("a.Status = b", "Attribute name is a reserved keyword; reserved keyword: Status");
        condition("set = a", "Attribute name is a reserved keyword; reserved keyword: set");
        update("SET a = size", "Attribute name is a reserved keyword; reserved keyword: size");
        refused(
                () -> ExpressionParser.projection("a, COUNT", with()),
                "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved"
                        + " keyword: COUNT");
    }

    @Test
    void placeholdersMustBeDefined() {
        condition(
                "#a = :v",
                "An expression attribute name used in the document path is not defined; attribute"
                        + " name: #a",
                ":v",
                n("1"));
        condition(
                "a = :w",
                "An expression attribute value used in expression is not defined; attribute value:"
                        + " :w",
                ":v",
                n("1"));
        update(
                "SET b = if_not_exists(:w, :v)",
                "An expression attribute value used in expression is not defined; attribute value:"
                        + " :w",
                ":v",
                n("1"));
    }

    @Test
    void placeholdersMustBeUsed() {
        Placeholders placeholders =
                new Placeholders(
                        Map.of("#a", "x"), Values.pairs(":v", n("1"), ":w", n("2"), ":x", n("3")));
        assertThat(ExpressionParser.condition("#a = :v", placeholders)).isNotNull();
        assertThatThrownBy(placeholders::requireAllUsed)
                .hasMessage(
                        "Value provided in ExpressionAttributeValues unused in expressions: keys:"
                                + " {:w, :x}");
        assertThat(ExpressionParser.update("SET y = :w + :x", placeholders)).isNotNull();
        placeholders.requireAllUsed();
        Placeholders names = new Placeholders(Map.of("#b", "x"), null);
        refused(
                names::requireAllUsed,
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
    }

    @Test
    void placeholdersHaveNamesOfTheirOwnKind() {
        refused(
                () -> new Placeholders(Map.of(), null),
                "ExpressionAttributeNames must not be empty");
        refused(
                () -> new Placeholders(null, Map.of()),
                "ExpressionAttributeValues must not be empty");
        for (String bad : List.of("a", "#", "#a-b", ":a", "")) {
            refused(
                    () -> new Placeholders(Map.of(bad, "x"), null),
                    "ExpressionAttributeNames contains invalid key: Syntax error; key: \""
                            + bad
                            + "\"");
        }
        refused(
                () -> new Placeholders(null, Map.of("#v", n("1"))),
                "ExpressionAttributeValues contains invalid key: Syntax error; key: \"#v\"");
    }

    @Test
    void functionsStandWhereTheyMay() {
        String way = "The function is not allowed to be used this way in an expression; function: ";
        condition("size(a)", way + "size");
        condition("NOT size(a)", way + "size");
        condition("a = b AND size(a)", way + "size");
        condition("attribute_exists(a) < b", way + "attribute_exists");
        condition("contains(a, begins_with(b, c)) ", way + "begins_with");
        condition("dog(a) = b", "Invalid function name; function: dog");
        condition("SIZE(a) = b", "Invalid function name; function: SIZE");
        condition(
                "if_not_exists(a, b) = c",
                "The function is not allowed in a condition expression; function: if_not_exists");
        update("SET a = f(b, c, d)", "Invalid function name; function: f");
        update(
                "SET a = size(b)",
                "The function is not allowed in an update expression; function: size");
        update("SET a = list_append(list_append(b, c), d)", way + "list_append");
        update("SET a = if_not_exists(b, list_append(c, d))", way + "list_append");
    }

    @Test
    void functionsTakeSoManyOperandsOfSuchTypes() {
        condition("size(a, b) = c", count("size", 2));
        condition("attribute_exists(a, b)", count("attribute_exists", 2));
        condition("contains(a)", count("contains", 1));
        update("SET a = list_append(b)", count("list_append", 1));
        update("SET a = if_not_exists(b, c, d)", count("if_not_exists", 3));
        condition("attribute_exists(:v)", path("attribute_exists"), ":v", n("1"));
        condition("attribute_not_exists(size(a))", path("attribute_not_exists"));
        update("SET a = if_not_exists(:v, b)", path("if_not_exists"), ":v", n("1"));
        condition("begins_with(a, :v)", type("begins_with", "N"), ":v", n("1"));
        condition("begins_with(a, size(b))", type("begins_with", "N"));
        condition("size(:v) = a", type("size", "BOOL"), ":v", flag(true));
        condition("size(size(a)) = b", type("size", "N"));
        condition("a < :v", type("<", "L"), ":v", list());
        condition(":v >= a", type(">=", "BOOL"), ":v", flag(true));
        condition("a BETWEEN :v AND b", type("BETWEEN", "M"), ":v", map());
        update("SET a = b + :v", type("+", "S"), ":v", s("1"));
        update("SET a = :v - b", type("-", "SS"), ":v", ss("1"));
        update("SET a = list_append(b, :v)", type("list_append", "S"), ":v", s("1"));
        update("ADD a :v", NO_OPERAND + "operator: ADD, operand type: STRING", ":v", s("1"));
        update("ADD a :v", NO_OPERAND + "operator: ADD, operand type: LIST", ":v", list());
        update("DELETE a :v", NO_OPERAND + "operator: DELETE, operand type: NUMBER", ":v", n("1"));
        condition("attribute_type(a, :v)", type("attribute_type", "N"), ":v", n("1"));
        condition("attribute_type(a, b)", type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
        condition(
                "attribute_type(a, :v)",
                "Invalid attribute type name found; type: DOG, valid types:"
                        + " {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
                ":v",
                s("DOG"));
    }

    @Test
    void boundsOfTheRequestAreOfOneTypeAndInOrder() {
        condition(
                "a BETWEEN :x AND :y",
                "The BETWEEN operator requires same data type for lower and upper bounds; lower"
                        + " bound operand: AttributeValue: {N:1}, upper bound operand:"
                        + " AttributeValue: {S:b}",
                ":x",
                n("1"),
                ":y",
                s("b"));
        condition(
                "a BETWEEN :x AND :y",
                "The BETWEEN operator requires upper bound to be greater than or equal to lower"
                        + " bound; lower bound operand: AttributeValue: {N:2}, upper bound operand:"
                        + " AttributeValue: {N:1}",
                ":x",
                n("2"),
                ":y",
                n("1"));
    }

    @Test
    void aPathIsNotComparedWithItself() {
        String distinct =
                "The first operand must be distinct from the remaining operands for this operator"
                        + " or function; operator: ";
        condition("a.b[0] = a.b[0]", distinct + "=, first operand: [a, b, [0]]");
        condition("contains(a, a)", distinct + "contains, first operand: [a]");
    }

    @Test
    void redundantParenthesesAreRefused() {
        condition("((a = b))", "The expression has redundant parentheses;");
        condition("((a)) = b", "The expression has redundant parentheses;");
        condition("a = b AND ((b = c))", "The expression has redundant parentheses;");
    }

    @Test
    void updatedPathsDoNotMeet() {
        for (String two : List.of("a.b", "a", "a.b.c", "a.b[1]")) {
            update("SET a.b = c REMOVE " + two, meeting("overlap", "[a, b]", two));
        }
        update("SET a.b = c, a[1] = c", meeting("conflict", "[a, b]", "a[1]"));
        update(
                "ADD a[0].x :v REMOVE a[0][1]",
                meeting("conflict", "[a, [0], x]", "a[0][1]"),
                ":v",
                n("1"));
        refused(
                () -> ExpressionParser.projection("b, a.b, a", with()),
                "Invalid ProjectionExpression: " + meeting("overlap", "[a, b]", "a"));
        assertThat(ExpressionParser.update("SET a.b = c, a.c = a.b REMOVE a.d, b[0], b[1]", with()))
                .isNotNull();
    }

    @Test
    void everySectionComesOnce() {
        update(
                "SET a = b SET c = d",
                "The \"SET\" section can only be used once in an update expression;");
        update(
                "remove a SET c = d REMOVE b",
                "The \"REMOVE\" section can only be used once in an update expression;");
    }

    @Test
    void expressionsHaveLimits() {
        String spaces = " ".repeat(4_096);
        condition(
                "a = b" + spaces,
                "Expression size has exceeded the maximum allowed size; expression size: 4101");
        assertThat(ExpressionParser.projection("x".repeat(4_096), with())).isNotNull();
        condition(
                "a<b" + " or a<b".repeat(150),
                "The expression contains too many operators; operator count: 301");
        assertThat(
                        ExpressionParser.condition(
                                "a<b " + "or (a<b ".repeat(149) + ")".repeat(149), with()))
                .isNotNull();
        condition(
                "a IN (" + "b,".repeat(100) + "b)",
                "The IN operator is provided with too many operands; number of operands: 101");
        condition(
                IntStream.range(0, 33).mapToObj(i -> "a").collect(Collectors.joining(".")) + " = b",
                "The document path has too many nesting elements; nesting levels: 33");
        condition(
                "a[99999999999] = b",
                "List index is not within the allowable range; index: [99999999999]");
    }

    @Test
    void depthDoesNotExhaustASmallStack() throws InterruptedException {
        onSmallStack(() -> {
            for (String bad :
                    List.of(
                            "(".repeat(4_000),
                            "(".repeat(2_000) + "a<b" + ")".repeat(2_000),
                            "not ".repeat(1_000) + "a<b",
                            "a < " + "f(".repeat(1_300) + "b" + ")".repeat(1_300),
                            "a < " + "size(".repeat(680) + "b" + ")".repeat(680))) {
                assertThatThrownBy(() -> ExpressionParser.condition(bad, with()))
                        .isInstanceOf(ExpressionException.class)
                        .hasMessageStartingWith("Invalid ConditionExpression: ");
                assertThatThrownBy(() -> ExpressionParser.update("SET a = " + bad, with()))
                        .isInstanceOf(ExpressionException.class)
                        .hasMessageStartingWith("Invalid UpdateExpression: ");
            }
        });
    }

    @Test
    void whatNestsAsDeepAsOperatorsAllowIsReadAndEvaluated() throws InterruptedException {
        onSmallStack(() -> {
            for (String good :
                    List.of(
                            "a<b " + "or (a<b ".repeat(149) + ")".repeat(149),
                            "a<b" + " and (b<a or a<b".repeat(74) + ")".repeat(74),
                            "not (".repeat(150) + "a<b" + ")".repeat(150),
                            "not ".repeat(298) + "a<b")) {
                Packer to = new Packer();
                ExpressionCodec.write(to, ExpressionParser.condition(good, with()));
                Unpacker from = new Unpacker(ByteBuffer.wrap(to.bytes()));
                Condition condition = ExpressionCodec.readCondition(from);
                assertThat(condition.holds(item("a", n("1"), "b", n("2")))).as(good).isTrue();
            }
        });
    }

    /// Runs on a thread whose stack is smaller than those of the server's.
    private static void onSmallStack(Runnable task) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, task, "small stack", 384L * 1024);
        thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    private static String count(String function, int count) {
        return "Incorrect number of operands for operator or function; operator or function: "
                + function
                + ", number of operands: "
                + count;
    }

    private static String path(String function) {
        return "Operator or function requires a document path; operator or function: " + function;
    }

    private static String type(String function, String type) {
        return NO_OPERAND + "operator or function: " + function + ", operand type: " + type;
    }

    /// @param two a path as an expression has it
    private static String meeting(String how, String one, String two) {
        Path path = ExpressionParser.projection(two, with()).paths().getFirst();
        return "Two document paths "
                + how
                + " with each other; must remove or rewrite one of these paths; path one: "
                + one
                + ", path two: "
                + path;
    }

    private static void condition(String expression, String message, Object... values) {
        refused(
                () -> ExpressionParser.condition(expression, with(values)),
                "Invalid ConditionExpression: " + message);
    }

    private static void update(String expression, String message, Object... values) {
        refused(
                () -> ExpressionParser.update(expression, with(values)),
                "Invalid UpdateExpression: " + message);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ExpressionException.class).hasMessage(message);
    }
}
