package io.millrace.log.kafka.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Everything that two writers of one partition can do to each other, in small: claims, windows,
/// seals, records that are dropped, delivered twice or late, and answers that are lost.
class ChainModelTest {
    /// Whether what lands where it was sent to counts, and nothing else is asked.
    private static boolean[] naive(Model.Sent[] log) {
        boolean[] counts = new boolean[log.length];
        for (int offset = 0; offset < log.length; offset++) {
            counts[offset] = log[offset].offset() == offset;
        }
        return counts;
    }

    /// The rule itself.
    private static boolean[] chain(Model.Sent[] log) {
        Chain chain = Chain.from(0);
        boolean[] counts = new boolean[log.length];
        for (int offset = 0; offset < log.length; offset++) {
            Model.Sent sent = log[offset];
            counts[offset] =
                    chain.counts(
                            offset,
                            new Stamp(sent.kind(), 1, sent.claim(), sent.base(), sent.offset()));
        }
        return counts;
    }

    /// One thing goes wrong, or with `-Dmillrace.chain.faults=2` two, which takes a minute and more
    /// heap (`-Dtest.jvm="-ea -Xmx3g"`): 7,453,452 states.
    @Test
    void theChainKeepsEveryPromiseWhateverHappens() {
        keepsEveryPromise(new Model.Bounds(2, 2, Integer.getInteger("millrace.chain.faults", 1)));
    }

    @Test
    void theChainKeepsEveryPromiseWhenTwoThingsGoWrong() {
        keepsEveryPromise(new Model.Bounds(2, 1, 2));
    }

    private static void keepsEveryPromise(Model.Bounds bounds) {
        Exploration explored = Exploration.of(ChainModelTest::chain, bounds);
        System.out.println("chain, " + bounds + ": " + explored);
        assertThat(explored.breach()).as(explored::trace).isEmpty();
        assertThat(explored.states()).isGreaterThan(200_000);
    }

    @Test
    void theNaiveRuleDoesNot() {
        Exploration explored = Exploration.of(ChainModelTest::naive, new Model.Bounds(2, 2, 1));
        System.out.println("naive: " + explored + "\n" + explored.trace());
        assertThat(explored.breach()).isNotEmpty();
    }
}
