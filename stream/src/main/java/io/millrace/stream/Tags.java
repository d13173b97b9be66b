package io.millrace.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tags of a resource, by key. Immutable.
///
/// @param byKey sorted by key
record Tags(SortedMap<String, String> byKey) {
    static final Tags NONE = new Tags(new TreeMap<>());

    Tags {
        byKey = Collections.unmodifiableSortedMap(new TreeMap<>(byKey));
    }

    static Tags of(Map<String, String> tags) {
        return tags.isEmpty() ? NONE : new Tags(new TreeMap<>(tags));
    }

    int count() {
        return byKey.size();
    }

    /// With tags added, or replaced where the key exists.
    Tags with(Map<String, String> more) {
        SortedMap<String, String> all = new TreeMap<>(byKey);
        all.putAll(more);
        return new Tags(all);
    }

    /// Without some keys; unknown ones do no harm.
    Tags without(Collection<String> keys) {
        SortedMap<String, String> left = new TreeMap<>(byKey);
        left.keySet().removeAll(keys);
        return new Tags(left);
    }
}
