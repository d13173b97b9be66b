package io.millrace.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.cli.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyStateTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("state");
    }

    @Test
    void whatWasPutDownIsReadAgain() throws IOException {
        CopyState state = CopyState.open(file, "a -> b");
        assertThat(state.position("shard-0")).isNull();
        state.copied("shard-0", "17");
        state.copied("shard-1", "18");
        state.ended("shard-0");
        CopyState again = CopyState.open(file, "a -> b");
        assertThat(again.hasEnded("shard-0")).isTrue();
        assertThat(again.hasEnded("shard-1")).isFalse();
        assertThat(again.position("shard-1")).isEqualTo("18");
    }

    @Test
    void anotherCopysFileIsRefused() throws IOException {
        CopyState.open(file, "a -> b").copied("shard-0", "17");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> CopyState.open(file, "a -> c"))
                .withMessageContaining("belongs to another copy: a -> b");
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        CopyState.open(file, "a -> b").copied("shard-0", "17");
        String whole = Files.readString(file);
        for (int length = 0; length < whole.length() - 1; length++) {
            Files.writeString(file, whole.substring(0, length));
            assertThatExceptionOfType(Failure.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> CopyState.open(file, "a -> b"));
        }
    }
}
