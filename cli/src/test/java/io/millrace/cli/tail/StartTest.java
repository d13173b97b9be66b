package io.millrace.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StartTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static Start.At at(String instant) {
        return new Start.At(Instant.parse(instant));
    }

    @Test
    void endsOfTheStreamAreNames() {
        assertThat(Start.parse("trim_horizon", NOW)).isEqualTo(new Start.TrimHorizon());
        assertThat(Start.parse("LATEST", NOW)).isEqualTo(new Start.Latest());
    }

    @Test
    void timesAreIsoOrSecondsOrAgo() {
        assertThat(Start.parse("2026-11-01T12:00:00Z", NOW)).isEqualTo(at("2026-11-01T12:00:00Z"));
        assertThat(Start.parse("2026-11-01T12:00:00+02:00", NOW))
                .isEqualTo(at("2026-11-01T10:00:00Z"));
        assertThat(Start.parse("1577840523.5", NOW)).isEqualTo(at("2020-01-01T01:02:03.500Z"));
        assertThat(Start.parse("90s", NOW)).isEqualTo(at("2026-11-23T11:58:30Z"));
        assertThat(Start.parse("1d", NOW)).isEqualTo(at("2026-11-22T12:00:00Z"));
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : new String[] {"", "yesterday", "5x", "2026-13-01T00:00:00Z"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Start.parse(text, NOW));
        }
    }
}
