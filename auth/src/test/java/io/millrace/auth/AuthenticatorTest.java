package io.millrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Behaviour;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The form of credentials, with AWS's errors.
final class AuthenticatorTest {
    private static final String SCOPE = "AKID/20260101/us-east-1/kinesis/aws4_request";
    private static final String GOOD =
            "AWS4-HMAC-SHA256 Credential="
                    + SCOPE
                    + ", SignedHeaders=host;x-amz-date, Signature=ab";

    private final Authenticator authenticator = new Authenticator("kinesis");

    private Identity identify(@Nullable String query, Map<String, String> headers) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return authenticator.identify(
                new SignedRequest("POST", "/", query, byName::get, ByteBuffer.allocate(0)));
    }

    private Identity header(String authorization) {
        return identify(null, Map.of("authorization", authorization, "x-amz-date", "d"));
    }

    private static Identity refused(String error, String message) {
        return new Identity.Refused(error, message);
    }

    @Test
    @Behaviour("K-045")
    void aGoodHeaderNamesCallerAndRegion() {
        assertThat(header(GOOD))
                .isEqualTo(new Identity.Known(new Caller("000000000000", "us-east-1", "AKID")));
    }

    @Test
    void theParametersMayStandWithoutSpaces() {
        assertThat(header(GOOD.replace(", ", ","))).isInstanceOf(Identity.Known.class);
    }

    @Test
    void superfluousSeparatorsAreIgnored() {
        String header =
                " AWS4-HMAC-SHA256 ,, Credential=" + SCOPE + " SignedHeaders=h,, Signature==a ,";
        assertThat(header(header)).isInstanceOf(Identity.Known.class);
    }

    @Test
    void aRegionThatCouldNotBePartOfAnArn() {
        for (String region : new String[] {"", "us:east", "us_east", "a".repeat(65), "é"}) {
            assertThat(header(GOOD.replace("us-east-1", region)))
                    .isEqualTo(
                            refused(
                                    "InvalidSignatureException",
                                    "Credential should be scoped to a valid region."));
        }
    }

    @Test
    @Behaviour("K-046")
    void anAccessKeyIdOfTwelveDigitsIsTheAccount() {
        assertThat(header(GOOD.replace("AKID", "123456789012")))
                .isEqualTo(
                        new Identity.Known(
                                new Caller("123456789012", "us-east-1", "123456789012")));
        assertThat(header(GOOD.replace("AKID", "12345678901٢")))
                .isInstanceOfSatisfying(
                        Identity.Known.class,
                        known -> assertThat(known.caller().account()).isEqualTo("000000000000"));
    }

    @Test
    void theDateHeaderWillDo() {
        assertThat(identify(null, Map.of("Authorization", GOOD, "Date", "x")))
                .isInstanceOf(Identity.Known.class);
    }

    @Test
    @Behaviour("K-040")
    void noCredentialsAtAll() {
        assertThat(identify("X-Other=1", Map.of()))
                .isEqualTo(
                        refused(
                                "MissingAuthenticationTokenException",
                                "Missing Authentication Token"));
    }

    @Test
    @Behaviour("K-043")
    void headerAndQueryAtOnce() {
        assertThat(identify("X-Amz-Algorithm", Map.of("Authorization", GOOD)))
                .isEqualTo(
                        refused(
                                "InvalidSignatureException",
                                "Found both 'X-Amz-Algorithm' as a query-string param and"
                                        + " 'Authorization' as HTTP header."));
    }

    @Test
    @Behaviour("K-041")
    void everythingMissingInTheHeader() {
        assertThat(identify(null, Map.of("Authorization", "AWS4-HMAC-SHA256 Credential")))
                .isEqualTo(
                        refused(
                                "IncompleteSignatureException",
                                "Authorization header requires 'Credential' parameter."
                                        + " Authorization header requires 'Signature' parameter."
                                        + " Authorization header requires 'SignedHeaders'"
                                        + " parameter. Authorization header requires existence of"
                                        + " either a 'X-Amz-Date' or a 'Date' header."
                                        + " Authorization=AWS4-HMAC-SHA256 Credential"));
    }

    @Test
    void onePartMissingInTheHeader() {
        String header = "AWS4-HMAC-SHA256 Credential=" + SCOPE + ", Signature=ab";
        assertThat(header(header))
                .isEqualTo(
                        refused(
                                "IncompleteSignatureException",
                                "Authorization header requires 'SignedHeaders' parameter."
                                        + " Authorization="
                                        + header));
    }

    @Test
    void aGoodQueryNamesCallerAndRegion() {
        String query =
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
                        + SCOPE.replace("/", "%2F").replace("AKID", "111122223333")
                        + "&X-Amz-Signature=ab&X-Amz-SignedHeaders=host&X-Amz-Date=d";
        assertThat(identify(query, Map.of()))
                .isEqualTo(
                        new Identity.Known(
                                new Caller("111122223333", "us-east-1", "111122223333")));
    }

    @Test
    @Behaviour("K-044")
    void everythingMissingInTheQuery() {
        assertThat(identify("X-Amz-Algorithm", Map.of()))
                .isEqualTo(
                        refused(
                                "IncompleteSignatureException",
                                "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS"
                                        + " query-string parameters must include 'X-Amz-Credential'."
                                        + " AWS query-string parameters must include"
                                        + " 'X-Amz-Signature'. AWS query-string parameters must"
                                        + " include 'X-Amz-SignedHeaders'. AWS query-string parameters"
                                        + " must include 'X-Amz-Date'. Re-examine the query-string"
                                        + " parameters."));
    }

    @Test
    void aQueryWithBrokenEscapesIsTakenAsItIs() {
        assertThat(identify("X-Amz-Algorithm=%zz&&=&X-Amz-Date=%", Map.of()))
                .isInstanceOfSatisfying(
                        Identity.Refused.class,
                        refused ->
                                assertThat(refused.message())
                                        .startsWith(
                                                "AWS query-string parameters must include"
                                                        + " 'X-Amz-Credential'.")
                                        .doesNotContain("X-Amz-Date"));
    }

    @Test
    void aScopeWithTooFewParts() {
        assertThat(header(GOOD.replace(SCOPE, "AKID")))
                .isEqualTo(
                        refused(
                                "IncompleteSignatureException",
                                "Credential must have exactly 5 slash-delimited elements, e.g."
                                        + " keyid/date/region/service/term, got 'AKID'"));
    }

    @Test
    @Behaviour("K-042")
    void aScopeOfAnotherService() {
        assertThat(header(GOOD.replace("kinesis", "dynamodb")))
                .isEqualTo(
                        refused(
                                "InvalidSignatureException",
                                "Credential should be scoped to correct service: 'kinesis'."));
    }

    @Test
    void aScopeWithoutRegionAndTerminator() {
        assertThat(header(GOOD.replace("us-east-1", "").replace("aws4_request", "x")))
                .isEqualTo(
                        refused(
                                "InvalidSignatureException",
                                "Credential should be scoped to a valid region. Credential should"
                                        + " be scoped with a valid terminator: 'aws4_request'."));
    }
}
