package io.millrace.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class EndpointOptionsTest {
    @Command
    private static final class Probe {
        @Mixin private final EndpointOptions options = new EndpointOptions();
    }

    private static Target target(Map<String, String> environment, String... arguments) {
        Probe probe = new Probe();
        var _ = new CommandLine(probe).parseArgs(arguments);
        return probe.options.target(environment);
    }

    @Test
    void withoutAnythingItIsTheServerOnThisMachine() {
        Target target = target(Map.of());
        assertThat(target.endpoint()).hasToString("http://127.0.0.1:4567");
        assertThat(target.region()).isEqualTo("us-east-1");
        assertThat(target.isAws()).isFalse();
    }

    @Test
    void theOptionWinsOverTheSpecificVariableOverTheGeneralOne() {
        Map<String, String> both =
                Map.of("AWS_ENDPOINT_URL_KINESIS", "http://k:1", "AWS_ENDPOINT_URL", "http://a:2");
        assertThat(target(both, "--endpoint", "http://o:3").endpoint()).hasToString("http://o:3");
        assertThat(target(both).endpoint()).hasToString("http://k:1");
        assertThat(target(Map.of("AWS_ENDPOINT_URL", "http://a:2")).endpoint())
                .hasToString("http://a:2");
    }

    @Test
    void theRegionComesFromTheOptionTheEnvironmentOrTheAddress() {
        Map<String, String> environment =
                Map.of("AWS_REGION", "eu-north-1", "AWS_DEFAULT_REGION", "eu-south-1");
        assertThat(target(environment, "--region", "eu-west-3").region()).isEqualTo("eu-west-3");
        assertThat(target(environment).region()).isEqualTo("eu-north-1");
        assertThat(target(Map.of("AWS_DEFAULT_REGION", "eu-south-1")).region())
                .isEqualTo("eu-south-1");
        Target aws = target(Map.of(), "--endpoint", "https://kinesis.ap-south-1.amazonaws.com");
        assertThat(aws.region()).isEqualTo("ap-south-1");
        assertThat(aws.isAws()).isTrue();
    }

    @Test
    void amazonsServiceHasAShortName() {
        Target target = target(Map.of(), "--endpoint", "aws", "--region", "eu-west-1");
        assertThat(target.endpoint()).hasToString("https://kinesis.eu-west-1.amazonaws.com");
        assertThat(target.isAws()).isTrue();
    }

    @Test
    void anAddressThatIsNoneIsRefused() {
        for (String address :
                new String[] {"localhost:4567", "ftp://x", "http://", "nonsense", "::"}) {
            assertThatThrownBy(() -> target(Map.of(), "--endpoint", address))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining(address);
        }
    }
}
