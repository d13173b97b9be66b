package io.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is read of a line.
final class AccessLineTest {
    @Test
    void aLineIsOfAMinuteInUtcAndOfTheFirstPartOfItsPath() {
        assertThat(
                        AccessLine.of(
                                "192.0.2.7 - ann [25/Nov/2026:01:29:59 +0200] \"GET"
                                        + " /cart/items?id=7 HTTP/1.1\" 200 1043 \"-\" \"curl\""))
                .isEqualTo(new AccessLine("2026-11-24T23:29", "/cart", false));
    }

    @Test
    void aStatusFrom500OnIsAFailure() {
        assertThat(AccessLine.of("::1 - - [25/Nov/2026:16:29:01 +0000] \"POST / HTTP/1.1\" 503 -"))
                .isEqualTo(new AccessLine("2026-11-25T16:29", "/", true));
    }

    @Test
    void aLineThatCannotBeReadIsCountedAsThat() {
        assertThat(AccessLine.of("")).isEqualTo(AccessLine.UNREADABLE);
        assertThat(AccessLine.of("::1 - - [yesterday] \"GET / HTTP/1.1\" 200 1"))
                .isEqualTo(AccessLine.UNREADABLE);
    }

    @Test
    void aSectionIsCutWhereItWouldNoLongerBeAKey() {
        String letter = "\uD83D\uDE00";
        assertThat(AccessLine.of(get("/" + letter.repeat(5_000))).section())
                .isEqualTo("/" + letter.repeat(99));
    }

    @Test
    void aLineMayEndWithACarriageReturn() {
        assertThat(AccessLine.of(get("/cart") + "\r"))
                .isEqualTo(new AccessLine("2026-11-25T16:29", "/cart", false));
    }

    private static String get(String path) {
        return "::1 - - [25/Nov/2026:16:29:01 +0000] \"GET " + path + " HTTP/1.1\" 200 1";
    }
}
