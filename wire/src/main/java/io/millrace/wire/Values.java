package io.millrace.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values of a structure as a client gave them. Immutable.
///
/// Members are asked for by their name on the wire and by the type their shape has; anything else
/// is a programming error and throws. Absent and null are the same.
public final class Values {
    private final Structure shape;
    private final @Nullable Object[] slots;

    /// @param slots one per member: String, Long, Double, Boolean, Bytes, Values, List, Map, what a
    ///   reader of its own made, or null; not copied
    Values(Structure shape, @Nullable Object[] slots) {
        this.shape = shape;
        this.slots = slots;
    }

    /// A structure of which no member was given.
    static Values none(Structure shape) {
        return new Values(shape, new @Nullable Object[shape.size()]);
    }

    public Structure shape() {
        return shape;
    }

    /// Whether the member was given.
    public boolean has(String member) {
        return find(member) != null;
    }

    public String text(String member) {
        return (String) require(member);
    }

    public @Nullable String textOrNull(String member) {
        return (String) find(member);
    }

    /// A number that fits an `int`; larger and smaller ones are brought to its bounds.
    public int integer(String member) {
        return Math.clamp((Long) require(member), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// The same, or what to take when it is absent.
    public int integerOr(String member, int absent) {
        return has(member) ? integer(member) : absent;
    }

    /// A number, or a moment in milliseconds since 1970; null when absent.
    public @Nullable Long numberOrNull(String member) {
        return (Long) find(member);
    }

    /// A number with a fraction.
    public double real(String member) {
        return (Double) require(member);
    }

    /// A list of numbers with fractions, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds lists of what the shape says
    public List<Double> reals(String member) {
        Object list = find(member);
        return list == null ? List.of() : (List<Double>) list;
    }

    /// False when absent.
    public boolean flag(String member) {
        Object value = find(member);
        return value != null && (Boolean) value;
    }

    public Bytes bytes(String member) {
        return (Bytes) require(member);
    }

    public Values structure(String member) {
        return (Values) require(member);
    }

    public @Nullable Values structureOrNull(String member) {
        return (Values) find(member);
    }

    /// A list of structures, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds lists of what the shape says
    public List<Values> structures(String member) {
        Object list = find(member);
        return list == null ? List.of() : (List<Values>) list;
    }

    /// A list of texts, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds lists of what the shape says
    public List<String> texts(String member) {
        Object list = find(member);
        return list == null ? List.of() : (List<String>) list;
    }

    /// A map of texts in the order of the request, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds maps of what the shape says
    public Map<String, String> dictionary(String member) {
        Object map = find(member);
        return map == null ? Map.of() : (Map<String, String>) map;
    }

    /// A map of structures in the order of the request, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds maps of what the shape says
    public Map<String, Values> structuresByName(String member) {
        Object map = find(member);
        return map == null ? Map.of() : (Map<String, Values>) map;
    }

    /// A map of lists of structures in the order of the request, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds maps of what the shape says
    public Map<String, List<Values>> listsByName(String member) {
        Object map = find(member);
        return map == null ? Map.of() : (Map<String, List<Values>>) map;
    }

    /// What a reader of its own made of a member; null when absent.
    public @Nullable Object custom(String member) {
        return find(member);
    }

    /// A list of what a reader of its own made, empty when absent.
    @SuppressWarnings("unchecked") // the decoder builds lists of what the shape says
    public List<Object> customs(String member) {
        Object list = find(member);
        return list == null ? List.of() : (List<Object>) list;
    }

    @Nullable Object slot(int index) {
        return slots[index];
    }

    private @Nullable Object find(String member) {
        int slot = shape.slot(member, 0);
        if (slot < 0) {
            throw new IllegalArgumentException(shape + " has no member " + member);
        }
        return slots[slot];
    }

    private Object require(String member) {
        Object value = find(member);
        if (value == null) {
            throw new IllegalStateException(shape + "." + member + " is absent");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that
                && shape == that.shape
                && Arrays.equals(slots, that.slots);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(slots);
    }

    @Override
    public String toString() {
        return shape + Arrays.toString(slots);
    }
}
