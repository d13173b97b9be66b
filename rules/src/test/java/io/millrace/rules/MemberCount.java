package io.millrace.rules;

import io.millrace.testkit.model.Bounds;
import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelShape;
import java.util.List;

/// Members and constraints of a part of the model, those of nested structures included.
///
/// @param members how many a client can give or get
/// @param constraints presence, bounds, patterns and sets of values among them
record MemberCount(int members, int constraints) {
    private static final MemberCount NONE = new MemberCount(0, 0);

    static MemberCount of(List<ModelMember> members) {
        MemberCount sum = NONE;
        for (ModelMember member : members) {
            if (!member.never()) {
                sum = sum.plus(new MemberCount(1, member.required() ? 1 : 0));
                sum = sum.plus(within(member.shape()));
            }
        }
        return sum;
    }

    private static MemberCount within(ModelShape shape) {
        return switch (shape) {
            case ModelShape.Text text -> constraints(text.length(), text.pattern() != null ? 1 : 0);
            case ModelShape.Choice _ -> new MemberCount(0, 1);
            case ModelShape.Whole whole -> new MemberCount(0, whole.range().count());
            case ModelShape.Blob blob -> constraints(blob.length(), 0);
            case ModelShape.Many many -> constraints(many.length(), 0).plus(within(many.element()));
            case ModelShape.Dictionary map ->
                    constraints(map.size(), 0).plus(within(map.key())).plus(within(map.value()));
            case ModelShape.Structure structure -> of(structure.members());
            case ModelShape.Events events -> of(events.members());
            case ModelShape.Flag _, ModelShape.Moment _ -> NONE;
        };
    }

    /// A lower bound of 0 on a length cannot be broken and does not count.
    private static MemberCount constraints(Bounds bounds, int others) {
        int lower = bounds.hasMin() && bounds.min() > 0 ? 1 : 0;
        return new MemberCount(0, lower + (bounds.hasMax() ? 1 : 0) + others);
    }

    private MemberCount plus(MemberCount other) {
        return new MemberCount(members + other.members, constraints + other.constraints);
    }
}
