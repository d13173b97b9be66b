package io.millrace.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sorted set of elements, by their keys as unsigned bytes, that never changes: adding and
/// removing make another tree, which shares nearly all nodes with the former one. So whoever has a
/// tree reads it without a lock, at its moment.
///
/// A B+ tree. Nodes have at most {@value #WIDTH} slots and are split when full; they are not
/// merged, but vanish when empty.
final class Tree<E extends Keyed> {
    static final int WIDTH = 32;

    /// How full a node is that was built from sorted elements, so that the next ones find room.
    private static final int BUILT_WIDTH = 24;

    private static final byte[][] NO_KEYS = {};

    private final @Nullable Node<E> root;
    private final int height;
    private final long size;

    private Tree(@Nullable Node<E> root, int height, long size) {
        this.root = root;
        this.height = height;
        this.size = size;
    }

    static <E extends Keyed> Tree<E> empty() {
        return new Tree<>(null, 0, 0);
    }

    /// The first four bytes of a key as a number whose unsigned order is theirs. Nodes hold it
    /// beside what has the key, so that a search hardly ever leaves the node for a key elsewhere in
    /// memory.
    private static int headOf(byte[] key) {
        int head = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            head = head << Byte.SIZE | (i < key.length ? key[i] & 0xff : 0);
        }
        return head;
    }

    /// A node. `keys[i]`, from 1, is where child `i` of an inner node begins; a leaf has none.
    /// Slots are elements or nodes; `heads` are of the elements' keys, or of `keys`.
    static final class Node<E extends Keyed> implements Keyed {
        final byte[][] keys;
        final int[] heads;
        final Object[] slots;

        Node(byte[][] keys, int[] heads, Object[] slots) {
            this.keys = keys;
            this.heads = heads;
            this.slots = slots;
        }

        static <E extends Keyed> Node<E> leaf(List<E> elements) {
            int[] heads = new int[elements.size()];
            for (int i = 0; i < heads.length; i++) {
                heads[i] = headOf(elements.get(i).key());
            }
            return new Node<>(NO_KEYS, heads, elements.toArray());
        }

        static <E extends Keyed> Node<E> over(List<Node<E>> children) {
            byte[][] keys = new byte[children.size()][];
            int[] heads = new int[keys.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = children.get(i).key();
                heads[i] = headOf(keys[i]);
            }
            return new Node<>(keys, heads, children.toArray());
        }

        boolean isLeaf() {
            return keys.length == 0;
        }

        @SuppressWarnings("unchecked")
        E element(int slot) {
            return (E) slots[slot];
        }

        @SuppressWarnings("unchecked")
        Node<E> child(int slot) {
            return (Node<E>) slots[slot];
        }

        /// Key of the first element.
        @Override
        public byte[] key() {
            Node<E> node = this;
            while (!node.isLeaf()) {
                node = node.child(0);
            }
            return node.element(0).key();
        }

        /// The child that a key belongs to.
        int childOf(byte[] key, int head) {
            int low = 1;
            int high = slots.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                int order = Integer.compareUnsigned(heads[middle], head);
                if (order == 0) {
                    order = Arrays.compareUnsigned(keys[middle], key);
                }
                if (order <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        }

        /// Place of an element of a leaf, or -1 - where it would stand.
        int find(byte[] key, int head) {
            int low = 0;
            int high = slots.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                int order = Integer.compareUnsigned(heads[middle], head);
                if (order == 0) {
                    order = Arrays.compareUnsigned(element(middle).key(), key);
                }
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return -1 - low;
        }

        /// With another slot in the place of one, which begins at the same key.
        Node<E> replace(int slot, Object other) {
            Object[] copy = slots.clone();
            copy[slot] = other;
            return new Node<>(keys, heads, copy);
        }

        /// With one more slot.
        ///
        /// @param key where it begins
        Node<E> insert(int slot, byte[] key, Object added) {
            Object[] more = new Object[slots.length + 1];
            System.arraycopy(slots, 0, more, 0, slot);
            System.arraycopy(slots, slot, more, slot + 1, slots.length - slot);
            more[slot] = added;
            int[] moreHeads = new int[more.length];
            System.arraycopy(heads, 0, moreHeads, 0, slot);
            System.arraycopy(heads, slot, moreHeads, slot + 1, heads.length - slot);
            moreHeads[slot] = headOf(key);
            if (isLeaf()) {
                return new Node<>(keys, moreHeads, more);
            }
            byte[][] moreKeys = Arrays.copyOf(keys, more.length);
            moreKeys[slot] = key;
            System.arraycopy(keys, slot, moreKeys, slot + 1, keys.length - slot);
            return new Node<>(moreKeys, moreHeads, more);
        }

        Node<E> remove(int slot) {
            int left = slots.length - 1;
            Object[] less = new Object[left];
            System.arraycopy(slots, 0, less, 0, slot);
            System.arraycopy(slots, slot + 1, less, slot, left - slot);
            int[] lessHeads = Arrays.copyOf(heads, left);
            System.arraycopy(heads, slot + 1, lessHeads, slot, left - slot);
            if (isLeaf()) {
                return new Node<>(keys, lessHeads, less);
            }
            byte[][] lessKeys = Arrays.copyOf(keys, left);
            System.arraycopy(keys, slot + 1, lessKeys, slot, left - slot);
            return new Node<>(lessKeys, lessHeads, less);
        }

        List<Node<E>> halves() {
            int middle = slots.length / 2;
            return List.of(part(0, middle), part(middle, slots.length));
        }

        private Node<E> part(int from, int to) {
            return new Node<>(
                    isLeaf() ? keys : Arrays.copyOfRange(keys, from, to),
                    Arrays.copyOfRange(heads, from, to),
                    Arrays.copyOfRange(slots, from, to));
        }
    }

    /// Number of elements.
    long size() {
        return size;
    }

    @Nullable E get(byte[] key) {
        Node<E> node = root;
        if (node == null) {
            return null;
        }
        int head = headOf(key);
        while (!node.isLeaf()) {
            node = node.child(node.childOf(key, head));
        }
        int at = node.find(key, head);
        return at < 0 ? null : node.element(at);
    }

    /// With an element more, or in the place of the one that has its key.
    Tree<E> with(E element) {
        Node<E> top = root;
        if (top == null) {
            return new Tree<>(Node.leaf(List.of(element)), 1, 1);
        }
        long sizeAfter = get(element.key()) == null ? size + 1 : size;
        Node<E> grown = put(top, element, headOf(element.key()));
        if (grown.slots.length <= WIDTH) {
            return new Tree<>(grown, height, sizeAfter);
        }
        return new Tree<>(Node.over(grown.halves()), height + 1, sizeAfter);
    }

    /// @return the node with the element, perhaps with a slot too many
    private static <E extends Keyed> Node<E> put(Node<E> node, E element, int head) {
        byte[] key = element.key();
        if (node.isLeaf()) {
            int at = node.find(key, head);
            return at >= 0 ? node.replace(at, element) : node.insert(-1 - at, key, element);
        }
        int slot = node.childOf(key, head);
        Node<E> grown = put(node.child(slot), element, head);
        if (grown.slots.length <= WIDTH) {
            return node.replace(slot, grown);
        }
        List<Node<E>> halves = grown.halves();
        Node<E> right = halves.getLast();
        return node.replace(slot, halves.getFirst()).insert(slot + 1, right.key(), right);
    }

    /// Without the element of a key; the same tree if there is none.
    Tree<E> without(byte[] key) {
        Node<E> top = root;
        if (top == null || get(key) == null) {
            return this;
        }
        Node<E> left = take(top, key, headOf(key));
        int levels = height;
        while (!left.isLeaf() && left.slots.length == 1) {
            left = left.child(0);
            levels--;
        }
        return left.slots.length == 0 ? empty() : new Tree<>(left, levels, size - 1);
    }

    /// @return the node without the element, perhaps without any slot
    private static <E extends Keyed> Node<E> take(Node<E> node, byte[] key, int head) {
        if (node.isLeaf()) {
            return node.remove(node.find(key, head));
        }
        int slot = node.childOf(key, head);
        Node<E> left = take(node.child(slot), key, head);
        return left.slots.length > 0 ? node.replace(slot, left) : node.remove(slot);
    }

    /// Elements from a key on, in rising order.
    ///
    /// @param inclusive whether the element of that key belongs to them
    Cursor<E> ascending(byte[] from, boolean inclusive) {
        return new Cursor<>(root, height, from, inclusive, 1);
    }

    /// All elements, in rising order.
    Cursor<E> all() {
        return ascending(new byte[0], true);
    }

    /// Elements from a key on, in falling order.
    ///
    /// @param inclusive whether the element of that key belongs to them
    Cursor<E> descending(byte[] from, boolean inclusive) {
        return new Cursor<>(root, height, from, inclusive, -1);
    }

    /// All elements, in falling order.
    Cursor<E> backwards() {
        Node<E> last = root;
        while (last != null && !last.isLeaf()) {
            last = last.child(last.slots.length - 1);
        }
        byte[] from = last == null ? new byte[0] : last.element(last.slots.length - 1).key();
        return descending(from, true);
    }

    /// A walk through a tree, from one thread.
    static final class Cursor<E extends Keyed> {
        private final List<Node<E>> path;
        private final int[] at;
        private final int step;

        private Cursor(
                @Nullable Node<E> root, int height, byte[] from, boolean inclusive, int step) {
            this.path = new ArrayList<>(height);
            this.at = new int[height];
            this.step = step;
            Node<E> node = root;
            int head = headOf(from);
            for (int level = 0; node != null; level++) {
                path.add(node);
                if (node.isLeaf()) {
                    at[level] = start(node.find(from, head), inclusive);
                    node = null;
                } else {
                    at[level] = node.childOf(from, head);
                    node = node.child(at[level]);
                }
            }
        }

        private int start(int found, boolean inclusive) {
            if (found >= 0) {
                return inclusive ? found : found + step;
            }
            return step > 0 ? -1 - found : -2 - found;
        }

        /// The next element; null behind the last one.
        @Nullable E next() {
            int leaf = at.length - 1;
            int level = leaf;
            while (level >= 0 && !within(level)) {
                level--;
                if (level >= 0) {
                    at[level] += step;
                }
            }
            if (level < 0) {
                return null;
            }
            for (; level < leaf; level++) {
                Node<E> child = path.get(level).child(at[level]);
                path.set(level + 1, child);
                at[level + 1] = step > 0 ? 0 : child.slots.length - 1;
            }
            E element = path.get(leaf).element(at[leaf]);
            at[leaf] += step;
            return element;
        }

        private boolean within(int level) {
            return at[level] >= 0 && at[level] < path.get(level).slots.length;
        }
    }

    /// Makes a tree of elements that come in rising order.
    static final class Builder<E extends Keyed> {
        private final List<Node<E>> leaves = new ArrayList<>();
        private final List<E> open = new ArrayList<>(BUILT_WIDTH);
        private long size;

        /// Adds an element, whose key is greater than all before.
        void add(E element) {
            if (open.size() == BUILT_WIDTH) {
                close();
            }
            open.add(element);
            size++;
        }

        private void close() {
            leaves.add(Node.leaf(open));
            open.clear();
        }

        Tree<E> build() {
            if (size == 0) {
                return empty();
            }
            close();
            List<Node<E>> level = leaves;
            int height = 1;
            for (; level.size() > 1; height++) {
                List<Node<E>> above = new ArrayList<>();
                for (int i = 0; i < level.size(); i += BUILT_WIDTH) {
                    above.add(Node.over(level.subList(i, Math.min(level.size(), i + BUILT_WIDTH))));
                }
                level = above;
            }
            return new Tree<>(level.getFirst(), height, size);
        }
    }
}
