package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyPoolTest {
    private final List<String> granted = new ArrayList<>();
    private final BodyPool pool = new BodyPool(100, Runnable::run);

    @Test
    void whatFitsIsTakenAtOnce() {
        assertThat(pool.take(taker("a", 60))).isTrue();
        assertThat(pool.take(taker("b", 40))).isTrue();
        assertThat(pool.takenBytes()).isEqualTo(100);
    }

    @Test
    void oneWaiterMayOverdrawAndTheNextWaits() {
        pool.take(taker("a", 100));
        BodyPool.Taker second = taker("b", 50);
        assertThat(pool.take(second)).isFalse();
        assertThat(pool.take(taker("c", 50))).isFalse();
        assertThat(granted).containsExactly("b");
        pool.giveBack(second, 50);
        assertThat(granted).containsExactly("b", "c");
    }

    @Test
    void whoOverdrawsGetsTheRestOfItsBodyAtOnce() {
        pool.take(taker("a", 100));
        BodyPool.Taker second = taker("b", 50);
        pool.take(second);
        assertThat(pool.take(second)).isTrue();
        assertThat(pool.takenBytes()).isEqualTo(200);
    }

    @Test
    void waitersAreServedInOrder() {
        BodyPool.Taker first = taker("a", 100);
        pool.take(first);
        pool.take(taker("overdraft", 10));
        pool.take(taker("b", 60));
        pool.take(taker("c", 10));
        assertThat(granted).containsExactly("overdraft");
        pool.giveBack(first, 100);
        assertThat(granted).containsExactly("overdraft", "b", "c");
    }

    private BodyPool.Taker taker(String name, int bytes) {
        return new BodyPool.Taker() {
            @Override
            public int wantedBytes() {
                return bytes;
            }

            @Override
            public void run() {
                granted.add(name);
            }
        };
    }
}
