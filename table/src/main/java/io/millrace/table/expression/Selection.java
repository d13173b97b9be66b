package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Paths as a tree of steps, by which parts of an item are taken over.
final class Selection {
    private final SortedMap<String, Selection> names = new TreeMap<>();
    private final SortedMap<Integer, Selection> places = new TreeMap<>();

    Selection(List<Path> paths) {
        for (Path path : paths) {
            add(path);
        }
    }

    private void add(Path path) {
        Selection at = this;
        for (Path.Step step : path.steps()) {
            at =
                    switch (step) {
                        case Path.Step.Name name ->
                                at.names.computeIfAbsent(
                                        name.name(), _ -> new Selection(List.of()));
                        case Path.Step.Index place ->
                                at.places.computeIfAbsent(
                                        place.index(), _ -> new Selection(List.of()));
                    };
        }
    }

    Item of(Item item) {
        return new Item(members(item.attributes()));
    }

    /// The parts of a value; null if none of them is there.
    private @Nullable AttributeValue of(@Nullable AttributeValue value) {
        if (names.isEmpty() && places.isEmpty()) {
            return value;
        }
        if (value instanceof AttributeValue.Mapping map) {
            SortedMap<String, AttributeValue> members = members(map.values());
            return members.isEmpty() ? null : new AttributeValue.Mapping(members);
        }
        if (value instanceof AttributeValue.Sequence list) {
            List<AttributeValue> elements = elements(list.values());
            return elements.isEmpty() ? null : new AttributeValue.Sequence(elements);
        }
        return null;
    }

    private SortedMap<String, AttributeValue> members(SortedMap<String, AttributeValue> from) {
        SortedMap<String, AttributeValue> members = new TreeMap<>();
        names.forEach((name, selection) -> {
            AttributeValue part = selection.of(from.get(name));
            if (part != null) {
                members.put(name, part);
            }
        });
        return members;
    }

    private List<AttributeValue> elements(List<AttributeValue> from) {
        List<AttributeValue> elements = new ArrayList<>();
        places.headMap(from.size())
                .forEach((place, selection) -> {
                    AttributeValue part = selection.of(from.get(place));
                    if (part != null) {
                        elements.add(part);
                    }
                });
        return elements;
    }
}
