package io.millrace.cli.put;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final class Collected implements LineSink {
        private final List<byte[]> lines = new ArrayList<>();
        private final List<Long> tooLong = new ArrayList<>();

        @Override
        public void line(byte[] line) {
            lines.add(line);
        }

        @Override
        public void tooLong(long lengthBytes) {
            tooLong.add(lengthBytes);
        }

        private List<String> texts() {
            return lines.stream().map(l -> new String(l, StandardCharsets.ISO_8859_1)).toList();
        }
    }

    private static Collected split(String input, int maxLineBytes, int chunk)
            throws InterruptedException {
        Collected collected = new Collected();
        LineSplitter splitter = new LineSplitter(maxLineBytes, collected);
        byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += chunk) {
            byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
            splitter.feed(part, part.length);
        }
        splitter.finish();
        return collected;
    }

    @Test
    void eachLineFeedEndsALine() throws Exception {
        assertThat(split("a\nbc\n\n", 100, 100).texts()).containsExactly("a", "bc", "");
    }

    @Test
    void bytesBehindTheLastLineFeedAreALine() throws Exception {
        assertThat(split("a\nrest", 100, 100).texts()).containsExactly("a", "rest");
    }

    @Test
    void anEmptyInputHasNoLines() throws Exception {
        assertThat(split("", 100, 1).texts()).isEmpty();
    }

    @Test
    void carriageReturnsAndBinaryBytesAreKept() throws Exception {
        assertThat(split("a\r\n\0\u00ff\u00fe\n", 100, 100).texts())
                .containsExactly("a\r", "\0\u00ff\u00fe");
    }

    @Test
    void theCutsOfTheReaderDoNotMatter() throws Exception {
        String input = "one\n\ntwo and more\nthree\n\n\nlast";
        List<String> whole = split(input, 100, 100).texts();
        for (int chunk = 1; chunk < input.length(); chunk++) {
            assertThat(split(input, 100, chunk).texts()).isEqualTo(whole);
        }
    }

    @Test
    void aLineOfTheLimitIsKeptAndOneByteMoreIsCounted() throws Exception {
        for (int chunk = 1; chunk <= 20; chunk++) {
            Collected collected = split("12345\n123456\nok\n", 5, chunk);
            assertThat(collected.texts()).containsExactly("12345", "ok");
            assertThat(collected.tooLong).containsExactly(6L);
        }
    }

    @Test
    void aHugeLineTakesNoMoreMemoryThanTheLimit() throws Exception {
        Collected collected = new Collected();
        LineSplitter splitter = new LineSplitter(1 << 20, collected);
        byte[] chunk = new byte[1 << 20];
        for (int i = 0; i < 4096; i++) {
            splitter.feed(chunk, chunk.length);
        }
        splitter.feed("\nnext\n".getBytes(StandardCharsets.US_ASCII), 6);
        assertThat(collected.tooLong).containsExactly(4096L << 20);
        assertThat(collected.texts()).containsExactly("next");
    }

    @Test
    void aHugeLastLineWithoutLineFeedIsCounted() throws Exception {
        assertThat(split("1234567", 5, 2).tooLong).containsExactly(7L);
    }

    @Test
    void aLineFeedBehindEachLineGivesRandomInputBack() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] input = new byte[100_000];
        random.nextBytes(input);
        input[input.length - 1] = '\n';
        Collected collected = new Collected();
        LineSplitter splitter = new LineSplitter(1 << 20, collected);
        int at = 0;
        while (at < input.length) {
            int end = Math.min(input.length, at + 1 + random.nextInt(5000));
            splitter.feed(Arrays.copyOfRange(input, at, end), end - at);
            at = end;
        }
        splitter.finish();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (byte[] line : collected.lines) {
            output.writeBytes(line);
            output.write('\n');
        }
        assertThat(output.toByteArray()).as("seed %d", seed).isEqualTo(input);
    }
}
