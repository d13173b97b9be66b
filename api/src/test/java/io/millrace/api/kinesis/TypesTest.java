package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.kinesis.Kinesis.Answer;
import io.millrace.wire.Format;
import io.millrace.wire.Shape;
import io.millrace.wire.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every member of every operation, given every wrong type, in both formats.
final class TypesTest {
    private static final String NUMBER =
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to ";
    private static final String BOOLEAN = "class java.lang.Boolean can not be converted to ";
    private static final String STRING = "class java.lang.String can not be converted to ";
    private static final String LIST = "Start of list found where not expected";
    private static final String STRUCTURE = "Start of structure or map found where not expected.";

    private final Kinesis kinesis = new Kinesis();

    /// What is wrong for a shape, and what is said about it.
    private static Map<String, String> wrong(Shape shape) {
        Map<String, String> wrong = new LinkedHashMap<>();
        switch (shape) {
            case Shape.Text _ -> scalar(wrong, "an String", "1", "2.5", "true");
            case Shape.Whole _ -> scalar(wrong, "an Integer", "'1'", "false");
            case Shape.Blob _ -> scalar(wrong, "a Blob", "1", "true");
            case Shape.Moment _ ->
                    scalar(wrong, "milliseconds since epoch", "'1970-01-01'", "true");
            case Shape.Flag _ -> {
                scalar(wrong, "an Boolean", "1");
                wrong.put("'maybe'", "'MAYBE' can not be converted to an Boolean");
            }
            case Shape.Many _ -> {
                scalars(wrong, "Expected list or null");
                wrong.put("{}", STRUCTURE);
            }
            case Shape.Dictionary _ -> {
                scalars(wrong, "Expected map or null");
                wrong.put("[]", LIST);
            }
            case Structure _ -> {
                scalars(wrong, "Expected null");
                wrong.put("[]", LIST);
            }
        }
        return wrong;
    }

    private static void scalar(Map<String, String> wrong, String wanted, String... literals) {
        for (String literal : literals) {
            String found =
                    literal.startsWith("'")
                            ? STRING
                            : Character.isDigit(literal.charAt(0)) ? NUMBER : BOOLEAN;
            wrong.put(literal, found + wanted);
        }
        wrong.put("['abcd']", LIST);
        wrong.put("{'x':[]}", STRUCTURE);
    }

    private static void scalars(Map<String, String> wrong, String text) {
        for (String literal : new String[] {"1", "'x'", "true"}) {
            wrong.put(literal, text);
        }
    }

    private record Case(String body, String text) {}

    /// One case per member and wrong literal, members of members too.
    private static List<Case> cases(Structure input, String before, String after) {
        List<Case> cases = new ArrayList<>();
        for (Structure.Member member : input.members()) {
            String name = before + "{'" + member.name() + "':";
            wrong(member.shape())
                    .forEach((literal, text) ->
                            cases.add(new Case(name + literal + "}" + after, text)));
            switch (member.shape()) {
                case Structure nested -> cases.addAll(cases(nested, name, "}" + after));
                case Shape.Many(Structure nested, _, _) -> {
                    cases.add(new Case(name + "[1]}" + after, "Expected null"));
                    cases.addAll(cases(nested, name + "[", "]}" + after));
                }
                case Shape.Dictionary _ ->
                        cases.add(new Case(name + "{'k':1}}" + after, NUMBER + "an String"));
                default -> {}
            }
        }
        return cases;
    }

    @Test
    void everyWrongTypeHasItsText() {
        int count = 0;
        for (Operation operation : kinesis.operations.all()) {
            for (Case wrong : cases(operation.input(), "", "")) {
                for (Format format : Format.values()) {
                    Answer answer = kinesis.call(format, operation.name(), wrong.body());
                    assertThat(answer.error())
                            .as("%s %s", operation.name(), wrong.body())
                            .isEqualTo(
                                    "400 {\"__type\":\"SerializationException\",\"Message\":\""
                                            + wrong.text()
                                            + "\"}");
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(500);
    }
}
