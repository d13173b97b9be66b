package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.terminal.StopSignal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputTest {
    private final List<String> lines = new ArrayList<>();

    private Input input(ByteSource source, StopSignal stop) {
        LineSink sink =
                new LineSink() {
                    @Override
                    public void line(byte[] line) {
                        lines.add(new String(line, StandardCharsets.UTF_8));
                        if (lines.getLast().equals("stop")) {
                            stop.ask();
                        }
                    }

                    @Override
                    public void tooLong(long lengthBytes) {
                        lines.add("too long");
                    }
                };
        return new Input(source, new LineSplitter(100, sink), stop);
    }

    private static ByteSource source(String text) {
        return ByteSource.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theEndOfTheInputEndsTheLastLine() throws Exception {
        Input input = input(source("a\nb"), new StopSignal());
        input.readAll();
        assertThat(lines).containsExactly("a", "b");
        assertThat(input.bytes()).isEqualTo(3);
    }

    @Test
    void aLineInProgressIsNotSentWhenAskedToStop() throws Exception {
        input(source("a\nstop\nhalf"), new StopSignal()).readAll();
        assertThat(lines).containsExactly("a", "stop");
    }
}
