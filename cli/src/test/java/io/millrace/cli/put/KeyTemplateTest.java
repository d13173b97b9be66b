package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyTemplateTest {
    private static String key(String template, String line) {
        return KeyTemplate.parse(template, new SplittableRandom(1))
                .keyOf(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void literalTextIsTheKeyOfEveryLine() {
        assertThat(key("all", "x")).isEqualTo("all");
    }

    @Test
    void randomKeysDiffer() {
        KeyTemplate template = KeyTemplate.parse("{random}", new SplittableRandom(1));
        String first = template.keyOf(new byte[0]);
        assertThat(first).matches("[0-9a-f]{16}");
        assertThat(template.keyOf(new byte[0])).isNotEqualTo(first);
    }

    @Test
    void fieldsAreCountedFromOneAndPartedByBlanks() {
        String line = "10.0.0.1  -\tbob GET\r";
        assertThat(key("{field:1}", line)).isEqualTo("10.0.0.1");
        assertThat(key("{field:3}", line)).isEqualTo("bob");
        assertThat(key("{field:4}", line)).isEqualTo("GET");
        assertThat(key("{field:1}", "  indented")).isEqualTo("indented");
    }

    @Test
    void aMissingFieldMakesADash() {
        assertThat(key("{field:9}", "a b")).isEqualTo("-");
        assertThat(key("{line}", "")).isEqualTo("-");
        assertThat(key("user-{field:9}", "a b")).isEqualTo("user-");
    }

    @Test
    void placeholdersAndTextMix() {
        assertThat(key("{field:1}/{field:2}-x", "a b")).isEqualTo("a/b-x");
    }

    @Test
    void theMd5IsThatOfTheBytes() {
        assertThat(key("{md5}", "hello")).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void aLongLineIsCutToWhatAKeyMayHave() {
        assertThat(key("{line}", "x".repeat(1000))).isEqualTo("x".repeat(256));
        assertThat(key("{line}", "x".repeat(255) + "\ud83d\ude00")).isEqualTo("x".repeat(255));
    }

    @Test
    void bytesThatAreNoTextMakeAKeyToo() {
        KeyTemplate template = KeyTemplate.parse("{line}", new SplittableRandom(1));
        assertThat(template.keyOf(new byte[] {(byte) 0xff, 'a'})).isEqualTo("\ufffda");
    }

    @Test
    void unknownPlaceholdersAreRefused() {
        for (String template : new String[] {"{nope}", "{field}", "{field:0}", "{field:-1}", ""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> KeyTemplate.parse(template, new SplittableRandom(1)));
        }
    }
}
