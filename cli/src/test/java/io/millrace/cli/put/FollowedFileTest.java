package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    @TempDir private Path directory;
    private Path log = Path.of("");
    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter =
            new LineSplitter(
                    1000,
                    new LineSink() {
                        @Override
                        public void line(byte[] line) {
                            lines.add(new String(line, StandardCharsets.UTF_8));
                        }

                        @Override
                        public void tooLong(long lengthBytes) {
                            lines.add("too long");
                        }
                    });

    @BeforeEach
    void nameTheFile() {
        log = directory.resolve("app.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Reads until there was nothing three times in a row, as a follower would who is waiting.
    private void readOn(FollowedFile file) throws Exception {
        byte[] buffer = new byte[7];
        int idle = 0;
        while (idle < 3) {
            int count = file.read(buffer);
            switch (count) {
                case ByteSource.NOTHING_YET -> idle++;
                case ByteSource.BREAK -> splitter.finish();
                default -> splitter.feed(buffer, count);
            }
        }
    }

    @Test
    void whatIsAppendedComesOut() throws Exception {
        append("one\ntw");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            assertThat(lines).containsExactly("one");
            append("o\nthree\n");
            readOn(file);
            assertThat(lines).containsExactly("one", "two", "three");
        }
    }

    @Test
    void aRenamedFileIsReadToItsEndBeforeTheNewOne() throws Exception {
        append("one\n");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            append("two\nunfinished");
            Files.move(log, directory.resolve("app.log.1"));
            append("three\n");
            readOn(file);
            assertThat(lines).containsExactly("one", "two", "unfinished", "three");
        }
    }

    @Test
    void aFileThatIsAwayForAWhileIsWaitedFor() throws Exception {
        append("one\n");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            Files.move(log, directory.resolve("app.log.1"));
            readOn(file);
            append("two\n");
            readOn(file);
            assertThat(lines).containsExactly("one", "two");
        }
    }

    @Test
    void aWriterThatStillHoldsTheRenamedFileIsHeard() throws Exception {
        append("one\n");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            Path renamed = directory.resolve("app.log.1");
            Files.move(log, renamed);
            Files.writeString(renamed, "late\n", StandardOpenOption.APPEND);
            readOn(file);
            assertThat(lines).containsExactly("one", "late");
        }
    }

    @Test
    void aTruncatedFileIsReadFromItsStart() throws Exception {
        append("one\ntwo\n");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            Files.copy(log, directory.resolve("app.log.1"));
            Files.writeString(log, "3\n", StandardOpenOption.TRUNCATE_EXISTING);
            readOn(file);
            assertThat(lines).containsExactly("one", "two", "3");
        }
    }

    @Test
    void twoRotationsBetweenTwoLooksLoseOnlyTheFileInBetween() throws Exception {
        append("one\n");
        try (FollowedFile file = new FollowedFile(log)) {
            readOn(file);
            Files.move(log, directory.resolve("app.log.2"));
            append("between\n");
            Files.move(log, directory.resolve("app.log.1"));
            append("three\n");
            readOn(file);
            assertThat(lines).containsExactly("one", "three");
        }
    }

    @Test
    void aFileThatIsNotThereAtTheStartIsAnError() {
        assertThatThrownBy(() -> new FollowedFile(log)).isInstanceOf(NoSuchFileException.class);
    }
}
