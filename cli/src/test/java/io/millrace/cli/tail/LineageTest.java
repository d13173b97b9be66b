package io.millrace.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineageTest {
    private final Lineage lineage = new Lineage();

    private static Lineage.Node node(String shard, String... parents) {
        return new Lineage.Node(shard, Set.of(parents));
    }

    @Test
    void childrenWaitForTheirParent() {
        assertThat(lineage.found(List.of(node("p"), node("a", "p"), node("b", "p"))))
                .containsExactly("p");
        assertThat(lineage.finished("p", List.of())).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aMergedChildWaitsForBothParents() {
        assertThat(lineage.found(List.of(node("a"), node("b")))).containsExactly("a", "b");
        Lineage.Node child = node("c", "a", "b");
        assertThat(lineage.finished("a", List.of(child))).isEmpty();
        assertThat(lineage.finished("b", List.of(child))).containsExactly("c");
    }

    @Test
    void aParentThatExpiredIsNotWaitedFor() {
        assertThat(lineage.found(List.of(node("child", "long-gone")))).containsExactly("child");
    }

    @Test
    void aShardIsStartedOnce() {
        assertThat(lineage.found(List.of(node("a")))).containsExactly("a");
        assertThat(lineage.found(List.of(node("a")))).isEmpty();
    }

    @Test
    void generationsFollowOneAnother() {
        assertThat(
                        lineage.found(
                                List.of(
                                        node("1"),
                                        node("2", "1"),
                                        node("3", "1"),
                                        node("4", "2", "3"))))
                .containsExactly("1");
        assertThat(lineage.finished("1", List.of())).containsExactlyInAnyOrder("2", "3");
        assertThat(lineage.finished("2", List.of())).isEmpty();
        assertThat(lineage.finished("3", List.of())).containsExactly("4");
    }
}
