package io.millrace.table.expression;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// New values by where they go, as a tree of steps, so that an item is rebuilt once whatever the
/// number of changes. Places in lists are those before any change; what is set beyond the end of a
/// list is appended in the order of the places.
final class Edits {
    private final SortedMap<String, Edits> names = new TreeMap<>();
    private final SortedMap<Integer, Edits> places = new TreeMap<>();

    /// With no steps below: the value that goes here, null for none.
    private @Nullable AttributeValue value;

    void put(Path path, @Nullable AttributeValue value) {
        Edits at = this;
        for (Path.Step step : path.steps()) {
            at =
                    switch (step) {
                        case Path.Step.Name name ->
                                at.names.computeIfAbsent(name.name(), _ -> new Edits());
                        case Path.Step.Index place ->
                                at.places.computeIfAbsent(place.index(), _ -> new Edits());
                    };
        }
        at.value = value;
    }

    Item in(Item before) {
        return new Item(members(before.attributes()));
    }

    private boolean isLeaf() {
        return names.isEmpty() && places.isEmpty();
    }

    private @Nullable AttributeValue edited(@Nullable AttributeValue before) {
        if (isLeaf()) {
            return value;
        }
        if (before instanceof AttributeValue.Mapping map && places.isEmpty()) {
            return new AttributeValue.Mapping(members(map.values()));
        }
        if (before instanceof AttributeValue.Sequence list && names.isEmpty()) {
            return new AttributeValue.Sequence(elements(list.values()));
        }
        throw new ExpressionException(
                "The document path provided in the update expression is invalid for update");
    }

    private SortedMap<String, AttributeValue> members(SortedMap<String, AttributeValue> before) {
        SortedMap<String, AttributeValue> after = new TreeMap<>(before);
        for (Map.Entry<String, Edits> edit : names.entrySet()) {
            AttributeValue changed = edit.getValue().edited(before.get(edit.getKey()));
            if (changed == null) {
                after.remove(edit.getKey());
            } else {
                after.put(edit.getKey(), changed);
            }
        }
        return after;
    }

    private List<AttributeValue> elements(List<AttributeValue> before) {
        List<AttributeValue> after = new ArrayList<>(before.size() + places.size());
        for (int place = 0; place < before.size(); place++) {
            Edits edit = places.get(place);
            AttributeValue changed =
                    edit == null ? before.get(place) : edit.edited(before.get(place));
            if (changed != null) {
                after.add(changed);
            }
        }
        for (Edits edit : places.tailMap(before.size()).values()) {
            AttributeValue added = edit.edited(null);
            if (added != null) {
                after.add(added);
            }
        }
        return after;
    }
}
