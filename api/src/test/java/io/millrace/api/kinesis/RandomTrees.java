package io.millrace.api.kinesis;

import io.millrace.testkit.model.ModelMember;
import io.millrace.testkit.model.ModelShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Makes requests of the right types in which anything may be missing, null, at an edge or out of
/// bounds, members in any order. Values are kept small.
record RandomTrees(Random random) {
    private static final int LARGE = 4_000;
    private static final int MOST_ITEMS = 14;

    Map<String, Object> request(List<ModelMember> members) {
        List<ModelMember> shuffled = new ArrayList<>(members);
        Collections.shuffle(shuffled, random);
        Map<String, Object> tree = new LinkedHashMap<>();
        for (ModelMember member : shuffled) {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> tree.put(member.name(), Trees.Null.NULL);
                default -> tree.put(member.name(), value(member.shape()));
            }
        }
        return tree;
    }

    private Object value(ModelShape shape) {
        if (shape instanceof ModelShape.Structure structure) {
            return request(structure.members());
        }
        if (shape instanceof ModelShape.Many many && random.nextInt(4) > 0) {
            List<Object> items = new ArrayList<>();
            for (int count = random.nextInt(MOST_ITEMS); count >= 0; count--) {
                items.add(random.nextInt(9) == 0 ? Trees.Null.NULL : value(many.element()));
            }
            return items;
        }
        if (shape instanceof ModelShape.Blob) {
            return new byte[random.nextInt(40)];
        }
        List<Object> candidates = new ArrayList<>();
        candidates.add(ModelValues.good(shape));
        candidates.addAll(ModelValues.edges(shape));
        ModelValues.breaches(shape).forEach(breach -> candidates.add(breach.value()));
        candidates.removeIf(RandomTrees::isLarge);
        return candidates.get(random.nextInt(candidates.size()));
    }

    private static boolean isLarge(Object value) {
        return switch (value) {
            case String text -> text.length() > LARGE;
            case List<?> list -> list.size() > LARGE;
            default -> false;
        };
    }
}
