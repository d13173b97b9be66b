package io.millrace.api.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules of ARNs accept what the regular expression accepts.
final class ArnRuleTest {
    private static final String[] PIECES = {
        "arn:aws",
        "-cn",
        ":kinesis:",
        "us-east-1",
        ":123456789012:",
        ":123456789012",
        ":",
        "stream/",
        "channel/",
        "s",
        "/consumer/",
        "c:1",
        "\n",
        " ",
        "\u2028"
    };

    /// Mostly in the order of an ARN, so that many match.
    private static String arn(Random random) {
        StringBuilder arn = new StringBuilder();
        for (int i = 0; i < PIECES.length; i++) {
            while (random.nextInt(10) > 5) {
                arn.append(PIECES[Math.min(PIECES.length - 1, i + random.nextInt(2))]);
            }
            if (i < 11 && i != 1 && i != 5 && i != 6 && random.nextInt(10) > 0) {
                arn.append(PIECES[i]);
            }
        }
        return arn.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+",
                "arn:aws.*:kinesis:.*:\\d{12}:.*(stream|channel)/\\S+",
                "^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+"
            })
    void aRuleAcceptsWhatThePatternAccepts(String pattern) {
        long seed = System.nanoTime();
        System.out.println("ArnRuleTest seed " + seed);
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String arn = arn(random);
            boolean expected = Pattern.matches(pattern, arn);
            assertThat(ArnRule.of(pattern).accepts().test(arn))
                    .as("seed %d, text %s", seed, arn)
                    .isEqualTo(expected);
            accepted += expected ? 1 : 0;
        }
        assertThat(accepted).isPositive();
    }
}
