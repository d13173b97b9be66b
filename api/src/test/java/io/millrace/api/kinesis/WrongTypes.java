package io.millrace.api.kinesis;

import io.millrace.testkit.model.ModelShape;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For each shape the values of other types, and what the service says about each.
final class WrongTypes {
    /// Texts that are no base64.
    static final Map<Object, String> BASE64 =
            Map.of(
                    "x",
                    "'x' can not be converted to a Blob: Base64 encoded length is expected a"
                            + " multiple of 4 bytes but found: 1",
                    "=@@=",
                    "'=@@=' can not be converted to a Blob: Invalid Base64 character: '='",
                    "@@@@",
                    "'@@@@' can not be converted to a Blob: Invalid Base64 character: '@'",
                    "YR==",
                    "'YR==' can not be converted to a Blob: Invalid last non-pad Base64 character"
                            + " dectected");

    private static final String NUMBER =
            "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to ";
    private static final String BOOLEAN = "class java.lang.Boolean can not be converted to ";
    private static final String STRING = "class java.lang.String can not be converted to ";
    private static final String BYTES = "class java.nio.HeapByteBuffer can not be converted to ";
    private static final String LIST = "Start of list found where not expected";
    private static final String STRUCTURE = "Start of structure or map found where not expected.";

    private WrongTypes() {}

    /// Values that are wrong in both formats.
    static Map<Object, String> of(ModelShape shape) {
        Map<Object, String> wrong = new LinkedHashMap<>();
        String wanted = wanted(shape);
        switch (shape) {
            case ModelShape.Text _, ModelShape.Choice _, ModelShape.Blob _ -> {
                wrong.put(1L, NUMBER + wanted);
                wrong.put(new BigDecimal("2.5"), NUMBER + wanted);
                wrong.put(true, BOOLEAN + wanted);
            }
            case ModelShape.Whole _, ModelShape.Moment _ -> {
                wrong.put("1", STRING + wanted);
                wrong.put(false, BOOLEAN + wanted);
            }
            case ModelShape.Flag _ -> {
                wrong.put(1L, NUMBER + wanted);
                wrong.put("maybe", "'MAYBE' can not be converted to " + wanted);
            }
            case ModelShape.Many _, ModelShape.Dictionary _, ModelShape.Structure _ -> {
                for (Object scalar : List.of(1L, "x", true)) {
                    wrong.put(scalar, wanted);
                }
            }
            case ModelShape.Events _ -> {}
        }
        switch (shape) {
            case ModelShape.Many many -> {
                wrong.put(Map.of(), STRUCTURE);
                of(many.element()).forEach((value, text) -> wrong.put(List.of(value), text));
            }
            case ModelShape.Dictionary map -> {
                wrong.put(List.of(), LIST);
                of(map.value()).forEach((value, text) -> wrong.put(Map.of("k", value), text));
            }
            case ModelShape.Structure _ -> wrong.put(List.of(), LIST);
            case ModelShape.Text _,
                    ModelShape.Choice _,
                    ModelShape.Whole _,
                    ModelShape.Flag _,
                    ModelShape.Moment _,
                    ModelShape.Blob _,
                    ModelShape.Events _ -> {
                wrong.put(List.of("abcd"), LIST);
                wrong.put(Map.of("x", List.of()), STRUCTURE);
            }
        }
        return wrong;
    }

    /// What is said about bytes, which only CBOR has.
    static String bytes(ModelShape shape) {
        return switch (shape) {
            case ModelShape.Many _, ModelShape.Dictionary _, ModelShape.Structure _ ->
                    wanted(shape);
            case ModelShape.Text _,
                    ModelShape.Choice _,
                    ModelShape.Whole _,
                    ModelShape.Flag _,
                    ModelShape.Moment _,
                    ModelShape.Blob _,
                    ModelShape.Events _ ->
                    BYTES + wanted(shape);
        };
    }

    private static String wanted(ModelShape shape) {
        return switch (shape) {
            case ModelShape.Text _, ModelShape.Choice _ -> "an String";
            case ModelShape.Whole whole -> whole.isLong() ? "an Long" : "an Integer";
            case ModelShape.Flag _ -> "an Boolean";
            case ModelShape.Moment _ -> "milliseconds since epoch";
            case ModelShape.Blob _ -> "a Blob";
            case ModelShape.Many _ -> "Expected list or null";
            case ModelShape.Dictionary _ -> "Expected map or null";
            case ModelShape.Structure _ -> "Expected null";
            case ModelShape.Events _ -> "";
        };
    }
}
