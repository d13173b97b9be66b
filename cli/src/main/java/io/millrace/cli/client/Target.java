package io.millrace.cli.client;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A stream service and the region its requests are signed for.
///
/// @param endpoint http or https address with a host
/// @param region name of the signing region
/// @param acceptAnyCertificate whether a TLS certificate that nobody vouches for is taken
public record Target(URI endpoint, String region, boolean acceptAnyCertificate) {
    /// <https://docs.aws.amazon.com/general/latest/gr/ak.html>, also with FIPS, dual-stack and in
    /// China.
    private static final Pattern AWS_HOST =
            Pattern.compile(
                    "(?:.*\\.)?(?:data-|control-)?kinesis(?:-fips)?\\.([a-z0-9-]+)\\."
                            + "(?:amazonaws\\.com|amazonaws\\.com\\.cn|api\\.aws)");

    /// Whether this is Amazon's own service, where made-up credentials are of no use.
    public boolean isAws() {
        return AWS_HOST.matcher(endpoint.getHost()).matches();
    }

    /// Address of Amazon Kinesis in a region.
    static URI awsAddress(String region) {
        String suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://kinesis." + region + "." + suffix);
    }

    /// The region an AWS address names; empty for any other address.
    static String regionIn(URI endpoint) {
        Matcher host = AWS_HOST.matcher(endpoint.getHost());
        return host.matches() ? host.group(1) : "";
    }
}
