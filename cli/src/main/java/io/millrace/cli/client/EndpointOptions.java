package io.millrace.cli.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say which stream service is meant; the same for every command that talks to
/// one.
public final class EndpointOptions {
    static final String LOCAL_ENDPOINT = "http://127.0.0.1:4567";
    static final String DEFAULT_REGION = "us-east-1";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = {
                "The stream service: an http or https address, or 'aws' for Amazon Kinesis itself.",
                "Default: AWS_ENDPOINT_URL_KINESIS, AWS_ENDPOINT_URL, then " + LOCAL_ENDPOINT + "."
            })
    private @Nullable String endpoint;

    @Option(
            names = "--region",
            paramLabel = "NAME",
            description = {
                "The region requests are signed for.",
                "Default: AWS_REGION, AWS_DEFAULT_REGION, the region in an AWS address, then "
                        + DEFAULT_REGION
                        + "."
            })
    private @Nullable String region;

    @Option(
            names = "--no-verify-ssl",
            description = "Accept any TLS certificate, such as the one Millrace makes for itself.")
    private boolean acceptAnyCertificate;

    /// What the options and the environment come to.
    ///
    /// @throws ParameterException if the endpoint is no address of a service
    public Target target(Map<String, String> environment) {
        return of(
                Objects.requireNonNull(spec), endpoint, region, acceptAnyCertificate, environment);
    }

    /// What an address and a region, either of which may be left out, come to.
    ///
    /// @throws ParameterException if the endpoint is no address of a service
    public static Target of(
            CommandSpec spec,
            @Nullable String endpoint,
            @Nullable String region,
            boolean acceptAnyCertificate,
            Map<String, String> environment) {
        String address =
                firstOf(
                        endpoint,
                        environment.get("AWS_ENDPOINT_URL_KINESIS"),
                        environment.get("AWS_ENDPOINT_URL"),
                        LOCAL_ENDPOINT);
        String configured =
                firstOf(
                        region,
                        environment.get("AWS_REGION"),
                        environment.get("AWS_DEFAULT_REGION"),
                        "");
        if (address.equals("aws")) {
            String name = configured.isEmpty() ? DEFAULT_REGION : configured;
            return new Target(Target.awsAddress(name), name, acceptAnyCertificate);
        }
        URI uri = parse(spec, address);
        String name = firstOf(configured, Target.regionIn(uri), DEFAULT_REGION);
        return new Target(uri, name, acceptAnyCertificate);
    }

    private static URI parse(CommandSpec spec, String address) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, in the same words as for an address that parses and is none of ours.
        }
        throw new ParameterException(
                spec.commandLine(),
                "Invalid endpoint '"
                        + address
                        + "': expected http://HOST[:PORT], https://HOST[:PORT] or aws");
    }

    private static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
