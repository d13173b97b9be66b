package io.millrace.cli.stream;

import io.millrace.cli.client.EndpointOptions;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The options of a command about one stream: which one, and the service it is in.
final class StreamOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Mixin private final EndpointOptions endpoint = new EndpointOptions();

    @Parameters(paramLabel = "NAME", description = "The stream.")
    private String name = "";

    /// The stream's name.
    String name() {
        return name;
    }

    /// Does the command's work.
    ///
    /// @return exit code
    int run(Session.Work work) throws IOException, InterruptedException {
        return Session.run(Objects.requireNonNull(spec), endpoint, work);
    }

    /// Refuses a command line that breaks a rule.
    ///
    /// @throws ParameterException if the rule does not hold
    void require(boolean holds, String rule) {
        if (!holds) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}
