package io.millrace.cli.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/// Finds the credentials to sign with.
///
/// For Amazon's service: the SDK's whole default chain. For any other: the places of that chain
/// that answer at once, and if none has any, made-up ones, so that a newcomer configures nothing.
/// The instance metadata service is left out there: asking it takes seconds where it does not
/// exist.
public final class Credentials {
    /// Key id and secret of somebody who has none. Its form is valid, its value is no secret.
    static final String NOBODY = "millrace";

    private Credentials() {}

    /// Credentials for `target`.
    ///
    /// @param profile of the shared configuration files; null for what else there is
    public static AwsCredentialsProvider of(Target target, @Nullable String profile) {
        return profile == null ? of(target) : ProfileCredentialsProvider.create(profile);
    }

    /// Credentials for `target`.
    public static AwsCredentialsProvider of(Target target) {
        if (target.isAws()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.create(),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(NOBODY, NOBODY)));
    }
}
