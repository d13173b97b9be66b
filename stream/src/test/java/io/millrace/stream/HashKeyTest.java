package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashKeyTest {
    private static final String LAST = "340282366920938463463374607431768211455";

    private static List<String> ranges(int n) {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ranges.add(HashKey.startOf(i, n) + ".." + HashKey.endOf(i, n));
        }
        return ranges;
    }

    @Test
    @Behaviour("K-116")
    void twoShardsMeetInTheMiddle() {
        assertThat(ranges(2))
                .containsExactly(
                        "0..170141183460469231731687303715884105727",
                        "170141183460469231731687303715884105728.." + LAST);
    }

    @Test
    @Behaviour("K-116")
    void theLastOfThreeShardsTakesTheRemainder() {
        assertThat(ranges(3))
                .containsExactly(
                        "0..113427455640312821154458202477256070484",
                        "113427455640312821154458202477256070485"
                                + "..226854911280625642308916404954512140969",
                        "226854911280625642308916404954512140970.." + LAST);
    }

    @Test
    void oneShardTakesAll() {
        assertThat(ranges(1)).containsExactly("0.." + LAST);
    }

    @Test
    @Behaviour("K-116")
    void anyNumberOfShardsTilesTheSpace() {
        for (int n = 1; n < 300; n++) {
            for (int i = 1; i < n; i++) {
                assertThat(HashKey.endOf(i - 1, n).next()).isEqualTo(HashKey.startOf(i, n));
            }
            assertThat(HashKey.endOf(n - 1, n)).isEqualTo(HashKey.MAX);
        }
    }

    @Test
    void comparesWithoutSign() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            HashKey a = new HashKey(random.nextLong(), random.nextLong());
            HashKey b = new HashKey(random.nextLong(), random.nextLong());
            int expected = new BigInteger(a.toString()).compareTo(new BigInteger(b.toString()));
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(expected);
            assertThat(HashKey.parse(a.toString())).isEqualTo(a);
            assertThat(a.next().previous()).isEqualTo(a);
        }
    }

    @Test
    void carriesOverTheHalves() {
        assertThat(new HashKey(4, -1).next()).isEqualTo(new HashKey(5, 0));
        assertThat(new HashKey(5, 0).previous()).isEqualTo(new HashKey(4, -1));
    }

    @Test
    void refusesWhatIsBeyondTheSpace() {
        assertThat(HashKey.parse(LAST)).isEqualTo(HashKey.MAX);
        assertThat(HashKey.parse("340282366920938463463374607431768211456")).isNull();
        assertThat(HashKey.parse("9".repeat(39))).isNull();
    }

    @Test
    @Behaviour("K-113")
    void partitionKeysAreHashedWithMd5() throws Exception {
        KeyHasher hasher = new KeyHasher();
        for (String key : List.of("a", "partition-1", "schlüssel", "\ud83d\ude00", "a")) {
            byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
            hasher.hash(utf8);
            BigInteger md5 = new BigInteger(1, MessageDigest.getInstance("MD5").digest(utf8));
            assertThat(new HashKey(hasher.high(), hasher.low())).hasToString(md5.toString());
        }
    }

    @Test
    @Behaviour("K-113")
    void routesToTheShardThatHoldsTheKey() {
        ShardTable table = ShardTable.uniform(7, 1_000);
        List<ShardRow> rows = new ArrayList<>(table.rows());
        Collections.shuffle(rows, new Random(1));
        OpenShards open = new OpenShards(rows);
        for (ShardRow row : rows) {
            for (HashKey key : List.of(row.start(), row.end())) {
                assertThat(open.route(key.high(), key.low())).isEqualTo(row);
            }
        }
    }
}
