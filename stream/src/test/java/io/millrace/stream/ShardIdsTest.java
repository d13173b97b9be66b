package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import org.junit.jupiter.api.Test;

class ShardIdsTest {
    @Test
    @Behaviour("K-110")
    void namesHaveTwelveDigits() {
        assertThat(ShardIds.of(0)).isEqualTo("shardId-000000000000");
        assertThat(ShardIds.of(3076)).isEqualTo("shardId-000000003076");
        assertThat(ShardIds.of(Integer.MAX_VALUE)).isEqualTo("shardId-002147483647");
    }

    @Test
    @Behaviour("K-111")
    void namesAreReadLeniently() {
        assertThat(ShardIds.parse("shardId-000000000012")).isEqualTo(12);
        assertThat(ShardIds.parse("shard-0")).isZero();
        assertThat(ShardIds.parse("anything-7")).isEqualTo(7);
        assertThat(ShardIds.parse("0")).isZero();
        assertThat(ShardIds.parse("-00002147483647")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    @Behaviour("K-112")
    void otherTextsNameNoShard() {
        for (String text :
                new String[] {"2147483648", "shardId-2.14E4", "x", "shardId-", "a-b-1", "1x"}) {
            assertThat(ShardIds.parse(text)).as(text).isEqualTo(ShardIds.NONE);
        }
    }
}
