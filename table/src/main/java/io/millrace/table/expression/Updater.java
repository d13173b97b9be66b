package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.AttributeValue.BinarySet;
import io.millrace.table.value.AttributeValue.NumeralSet;
import io.millrace.table.value.AttributeValue.TextSet;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Item;
import io.millrace.table.value.Octets;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Carries out one update on one item: finds every new value in the item as it was, then makes all
/// changes at once.
final class Updater {
    private final Update update;
    private final Item before;

    Updater(Update update, Item before) {
        this.update = update;
        this.before = before;
    }

    Updated apply() {
        Edits edits = new Edits();
        for (Update.Action action : update.actions()) {
            edits.put(action.path(), changed(action));
        }
        return new Updated(
                edits.in(before), update.actions().stream().map(Update.Action::path).toList());
    }

    /// What stands there afterwards; null for nothing.
    private @Nullable AttributeValue changed(Update.Action action) {
        AttributeValue after =
                switch (action) {
                    case Update.Action.Set set -> Lookup.present(set.value(), before);
                    case Update.Action.Remove _ -> null;
                    case Update.Action.Add add -> added(add.path().in(before), add.value());
                    case Update.Action.Delete delete ->
                            deleted(delete.path().in(before), delete.value());
                };
        if (after != null
                && after.depth() + action.path().steps().size() - 1 > AttributeValue.MAX_DEPTH) {
            throw new ExpressionException(
                    "Nesting Levels have exceeded supported limits: Attributes in the item have"
                            + " nested levels beyond supported limit");
        }
        return after;
    }

    private AttributeValue added(@Nullable AttributeValue there, AttributeValue value) {
        if (there == null) {
            return value;
        }
        if (!there.type().equals(value.type())) {
            throw wrongType();
        }
        return switch (value) {
            case AttributeValue.Numeral _ -> Lookup.calculate(there, value, Decimal::plus);
            case AttributeValue.Sequence _ -> Lookup.append(there, value);
            case TextSet more -> new TextSet(union(((TextSet) there).values(), more.values()));
            case NumeralSet more ->
                    new NumeralSet(union(((NumeralSet) there).values(), more.values()));
            case BinarySet more ->
                    new BinarySet(union(((BinarySet) there).values(), more.values()));
            case AttributeValue.Text _,
                    AttributeValue.Binary _,
                    AttributeValue.Flag _,
                    AttributeValue.Null _,
                    AttributeValue.Mapping _ ->
                    throw wrongType();
        };
    }

    private @Nullable AttributeValue deleted(@Nullable AttributeValue there, AttributeValue value) {
        if (there == null) {
            return null;
        }
        if (there instanceof TextSet all && value instanceof TextSet some) {
            SortedSet<String> left = difference(all.values(), some.values());
            return left.isEmpty() ? null : new TextSet(left);
        }
        if (there instanceof NumeralSet all && value instanceof NumeralSet some) {
            SortedSet<Decimal> left = difference(all.values(), some.values());
            return left.isEmpty() ? null : new NumeralSet(left);
        }
        if (there instanceof BinarySet all && value instanceof BinarySet some) {
            SortedSet<Octets> left = difference(all.values(), some.values());
            return left.isEmpty() ? null : new BinarySet(left);
        }
        throw wrongType();
    }

    private ExpressionException wrongType() {
        return update.legacy()
                ? new ExpressionException("Type mismatch for attribute to update")
                : Lookup.wrongType();
    }

    private static <T> SortedSet<T> union(SortedSet<T> there, SortedSet<T> more) {
        SortedSet<T> union = new TreeSet<>(there);
        union.addAll(more);
        return union;
    }

    private static <T> SortedSet<T> difference(SortedSet<T> there, SortedSet<T> less) {
        SortedSet<T> left = new TreeSet<>(there);
        left.removeAll(less);
        return left;
    }
}
