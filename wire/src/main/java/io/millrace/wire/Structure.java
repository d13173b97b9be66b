package io.millrace.wire;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// A structure: named members in the order in which AWS reports what is wrong with them. Immutable;
/// {@link #required} and {@link #optional} return a longer one.
public final class Structure implements Shape {
    private final String name;
    private final Member[] members;

    /// A member of a structure.
    ///
    /// @param name as on the wire, `StreamName`
    /// @param path as in error messages, `streamName`
    public record Member(String name, String path, Shape shape, boolean required) {
        private static Member of(String name, Shape shape, boolean required) {
            String path = Character.toLowerCase(name.charAt(0)) + name.substring(1);
            return new Member(name, path, shape, required);
        }
    }

    private Structure(String name, Member[] members) {
        this.name = name;
        this.members = members;
    }

    /// A structure without members.
    ///
    /// @param name as in the service model
    public static Structure of(String name) {
        return new Structure(name, new Member[0]);
    }

    /// The same and one member more, which must not be null.
    public Structure required(String member, Shape shape) {
        return with(Member.of(member, shape, true));
    }

    /// The same and one member more.
    public Structure optional(String member, Shape shape) {
        return with(Member.of(member, shape, false));
    }

    private Structure with(Member member) {
        if (slot(member.name(), 0) >= 0) {
            throw new IllegalArgumentException(name + " already has a member " + member.name());
        }
        Member[] longer = Arrays.copyOf(members, members.length + 1);
        longer[members.length] = member;
        return new Structure(name, longer);
    }

    public String name() {
        return name;
    }

    public List<Member> members() {
        return Collections.unmodifiableList(Arrays.asList(members));
    }

    int size() {
        return members.length;
    }

    Member member(int slot) {
        return members[slot];
    }

    /// Index of a member, -1 without such a member. Looks at the hint first: clients send the
    /// members of all records of a request in the same order.
    int slot(String member, int hint) {
        if (hint < members.length && members[hint].name.equals(member)) {
            return hint;
        }
        for (int i = 0; i < members.length; i++) {
            if (members[i].name.equals(member)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return name;
    }
}
