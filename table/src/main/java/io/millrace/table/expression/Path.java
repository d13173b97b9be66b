package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a value stands within an item: an attribute, then members of maps and elements of lists.
///
/// @param steps the first one is a name
public record Path(List<Step> steps) {
    /// One step into an item, a map or a list.
    public sealed interface Step {
        /// To the value of that name.
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        /// To the element at that place, from 0.
        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }
    }

    public Path {
        steps = List.copyOf(steps);
        assert !steps.isEmpty() && steps.getFirst() instanceof Step.Name : steps;
    }

    /// The path to an attribute.
    public static Path of(String attribute) {
        return new Path(List.of(new Step.Name(attribute)));
    }

    /// This path and one step more.
    Path with(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Path(longer);
    }

    /// The attribute it begins with.
    public String attribute() {
        return steps.getFirst().toString();
    }

    /// Whether it leads to an attribute and not into one.
    public boolean isAttribute() {
        return steps.size() == 1;
    }

    /// The value there, or null if there is none.
    public @Nullable AttributeValue in(Item item) {
        AttributeValue at = item.get(attribute());
        for (Step step : steps.subList(1, steps.size())) {
            if (at == null) {
                return null;
            }
            at = next(at, step);
        }
        return at;
    }

    private static @Nullable AttributeValue next(AttributeValue from, Step step) {
        return switch (step) {
            case Step.Name name ->
                    from instanceof AttributeValue.Mapping map
                            ? map.values().get(name.name())
                            : null;
            case Step.Index place ->
                    from instanceof AttributeValue.Sequence list
                                    && place.index() < list.values().size()
                            ? list.values().get(place.index())
                            : null;
        };
    }

    /// The steps as DynamoDB's errors show them: `[a, b, [3]]`.
    @Override
    public String toString() {
        return steps.toString();
    }
}
