package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Item;
import io.millrace.table.value.ValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// Finds the value of an operand in an item. Those that conditions have never throw.
final class Lookup {
    private Lookup() {}

    /// The value, or null if there is none.
    ///
    /// @throws ExpressionException if an argument of an arithmetic or list function is missing or
    ///   of the wrong type, or a number becomes too large or too long
    static @Nullable AttributeValue value(Operand operand, Item item) {
        return switch (operand) {
            case Operand.Literal literal -> literal.value();
            case Operand.Stored stored -> stored.path().in(item);
            case Operand.Size size -> size(value(size.of(), item));
            case Operand.IfNotExists either -> {
                AttributeValue there = either.path().in(item);
                yield there == null ? value(either.otherwise(), item) : there;
            }
            case Operand.ListAppend both ->
                    append(present(both.first(), item), present(both.second(), item));
            case Operand.Plus sum ->
                    calculate(present(sum.left(), item), present(sum.right(), item), Decimal::plus);
            case Operand.Minus difference ->
                    calculate(
                            present(difference.left(), item),
                            present(difference.right(), item),
                            Decimal::minus);
        };
    }

    /// The value, which must be there.
    ///
    /// @throws ExpressionException as {@link #value}, and if there is none
    static AttributeValue present(Operand operand, Item item) {
        AttributeValue value = value(operand, item);
        if (value == null) {
            throw new ExpressionException(
                    "The provided expression refers to an attribute that does not exist in the"
                            + " item");
        }
        return value;
    }

    /// The result of an arithmetic operation on two numbers.
    static AttributeValue calculate(
            AttributeValue left, AttributeValue right, BinaryOperator<Decimal> operation) {
        if (!(left instanceof AttributeValue.Numeral a)
                || !(right instanceof AttributeValue.Numeral b)) {
            throw wrongType();
        }
        try {
            return new AttributeValue.Numeral(operation.apply(a.value(), b.value()));
        } catch (ValueException e) {
            throw new ExpressionException(e.text());
        }
    }

    /// A list and behind it another.
    static AttributeValue append(AttributeValue first, AttributeValue second) {
        if (!(first instanceof AttributeValue.Sequence a)
                || !(second instanceof AttributeValue.Sequence b)) {
            throw wrongType();
        }
        List<AttributeValue> both = new ArrayList<>(a.values());
        both.addAll(b.values());
        return new AttributeValue.Sequence(both);
    }

    static ExpressionException wrongType() {
        return new ExpressionException(
                "An operand in the update expression has an incorrect data type");
    }

    private static @Nullable AttributeValue size(@Nullable AttributeValue value) {
        return switch (value) {
            case null -> null;
            case AttributeValue.Text text -> AttributeValue.Numeral.of(text.value().length());
            case AttributeValue.Binary bytes -> AttributeValue.Numeral.of(bytes.value().length());
            case AttributeValue.Sequence list -> AttributeValue.Numeral.of(list.values().size());
            case AttributeValue.Mapping map -> AttributeValue.Numeral.of(map.values().size());
            case AttributeValue.TextSet set -> AttributeValue.Numeral.of(set.values().size());
            case AttributeValue.NumeralSet set -> AttributeValue.Numeral.of(set.values().size());
            case AttributeValue.BinarySet set -> AttributeValue.Numeral.of(set.values().size());
            case AttributeValue.Numeral _, AttributeValue.Flag _, AttributeValue.Null _ -> null;
        };
    }
}
