package io.millrace.cli.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// Signs requests with AWS Signature Version 4, the body's hash included, as an SDK does.
///
/// It does what the SDK's own signer does, for one shape of request and so at a fraction of the
/// cost: everything that stays the same for a second is made once a second. A test holds it against
/// the SDK's. Source:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
/// Not thread-safe.
final class RequestSigner {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;
    private static final HexFormat HEX = HexFormat.of();

    /// What a signed request carries besides what was signed.
    ///
    /// @param date value of `X-Amz-Date`
    /// @param bodyHash value of `X-Amz-Content-Sha256`
    /// @param authorization value of `Authorization`
    record Signature(String date, String bodyHash, String authorization) {}

    private final String keyId;
    private final String secret;
    private final String token;
    private final String region;
    private final String host;
    private final String contentType;
    private final String signedHeaders;
    private final InstantSource clock;
    private final MessageDigest sha256 = sha256();
    private final Mac mac = mac();

    private long second = Long.MIN_VALUE;
    private String date = "";
    private String scope = "";

    /// @param host value of `Host`, with the port if it is not the scheme's own
    RequestSigner(
            AwsCredentialsIdentity credentials,
            String region,
            String host,
            String contentType,
            InstantSource clock) {
        this.keyId = credentials.accessKeyId();
        this.secret = credentials.secretAccessKey();
        this.token =
                credentials instanceof AwsSessionCredentialsIdentity session
                        ? session.sessionToken()
                        : "";
        this.region = region;
        this.host = host;
        this.contentType = contentType;
        this.clock = clock;
        this.signedHeaders =
                "content-type;host;x-amz-content-sha256;x-amz-date;"
                        + (token.isEmpty() ? "" : "x-amz-security-token;")
                        + "x-amz-target";
    }

    /// The session token every request carries as `X-Amz-Security-Token`; empty if there is none.
    String token() {
        return token;
    }

    /// Signs a POST to `/`.
    ///
    /// @param target value of `X-Amz-Target`
    Signature sign(String target, byte[] body, int length) {
        followClock();
        sha256.update(body, 0, length);
        String bodyHash = HEX.formatHex(sha256.digest());
        String canonical =
                "POST\n/\n\ncontent-type:"
                        + contentType
                        + "\nhost:"
                        + host
                        + "\nx-amz-content-sha256:"
                        + bodyHash
                        + "\nx-amz-date:"
                        + date
                        + (token.isEmpty() ? "" : "\nx-amz-security-token:" + token)
                        + "\nx-amz-target:"
                        + target
                        + "\n\n"
                        + signedHeaders
                        + "\n"
                        + bodyHash;
        String toSign =
                "AWS4-HMAC-SHA256\n"
                        + date
                        + "\n"
                        + scope
                        + "\n"
                        + HEX.formatHex(sha256.digest(ascii(canonical)));
        String authorization =
                "AWS4-HMAC-SHA256 Credential="
                        + keyId
                        + "/"
                        + scope
                        + ", SignedHeaders="
                        + signedHeaders
                        + ", Signature="
                        + HEX.formatHex(mac.doFinal(ascii(toSign)));
        return new Signature(date, bodyHash, authorization);
    }

    private void followClock() {
        Instant now = clock.instant();
        if (now.getEpochSecond() == second) {
            return;
        }
        second = now.getEpochSecond();
        String day = date.isEmpty() ? "" : date.substring(0, DATE_LENGTH);
        date = SECOND.format(now);
        String today = date.substring(0, DATE_LENGTH);
        if (!today.equals(day)) {
            scope = today + "/" + region + "/kinesis/aws4_request";
            byte[] key = hmac(ascii("AWS4" + secret), today);
            key = hmac(hmac(hmac(key, region), "kinesis"), "aws4_request");
            setKey(key);
        }
    }

    private byte[] hmac(byte[] key, String text) {
        setKey(key);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private void setKey(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("any bytes are a key", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
