package io.millrace.log.local.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.Batch;
import io.millrace.log.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static FrameBuffer.Sealed frame(FrameBuffer buffer, int valueBytes) {
        buffer.clear();
        Batch batch = Batch.builder(16).add(null, new byte[0], new byte[valueBytes]).build();
        buffer.addBatch(1, 2, 3, 4, batch);
        buffer.addCommand(5, new byte[] {1, 2, 3});
        buffer.addSeal(6, 7, 8, 9);
        buffer.addDrop(10, -1);
        return buffer.seal(new FrameHeader(0, 0, 11, 12, 13, 14, 15, FrameKind.DATA, 0, 0));
    }

    @Test
    void decodesWhatWasEncoded() {
        ByteBuffer blocks = frame(new FrameBuffer(1 << 20, 4), 100).blocks();
        assertThat(blocks.remaining()).isEqualTo(4096);
        FrameHeader header = Objects.requireNonNull(FrameHeader.peek(blocks, 0));
        assertThat(header.matches(blocks, 0)).isTrue();
        assertThat(header.previousCrc()).isEqualTo(11);
        assertThat(header.fileEpoch()).isEqualTo(12);
        assertThat(header.lsn()).isEqualTo(13);
        assertThat(header.timeMillis()).isEqualTo(14);
        assertThat(header.runEpoch()).isEqualTo(15);
        assertThat(header.kind()).isEqualTo(FrameKind.DATA);
        assertThat(header.lastCommand(4)).isEqualTo(5);
        assertThat(header.lastCommand((1L << 32) + 2)).isEqualTo((1L << 32) + 5);
        List<FrameEntry> entries = new ArrayList<>();
        FrameReader.forEach(blocks, 0, header, entries::add);
        assertThat(entries).hasSize(4);
        FrameEntry.Data data = (FrameEntry.Data) entries.getFirst();
        assertThat(data.stream()).isEqualTo(1);
        assertThat(data.offset()).isEqualTo(FrameHeader.BYTES + FrameEntry.DATA_BYTES);
        FrameEntry.Command command = (FrameEntry.Command) entries.get(1);
        assertThat(command.index()).isEqualTo(5);
        assertThat(blocks.get(command.offset() + 2)).isEqualTo((byte) 3);
        assertThat(entries.subList(2, 4))
                .containsExactly(new FrameEntry.Sealed(6, 7, 8, 9), new FrameEntry.Dropped(10, -1));
    }

    @Test
    void everyFlippedBitOfAFrameIsNoticed() {
        ByteBuffer blocks = frame(new FrameBuffer(1 << 20, 4), 40).blocks();
        FrameHeader sound = Objects.requireNonNull(FrameHeader.peek(blocks, 0));
        for (int at = 0; at < sound.length(); at++) {
            for (int bit = 0; bit < 8; bit++) {
                blocks.put(at, (byte) (blocks.get(at) ^ 1 << bit));
                FrameHeader header = FrameHeader.peek(blocks, 0);
                assertThat(header != null && header.matches(blocks, 0))
                        .as("byte %d, bit %d", at, bit)
                        .isFalse();
                blocks.put(at, (byte) (blocks.get(at) ^ 1 << bit));
            }
        }
    }

    @Test
    void theBufferGrowsWithTheLargestFrame() {
        FrameBuffer buffer = new FrameBuffer(4 << 20, 4);
        assertThat(frame(buffer, 3 << 20).blocks().remaining() % 4096).isZero();
        ByteBuffer small = frame(buffer, 10).blocks();
        assertThat(small.remaining()).isEqualTo(4096);
        assertThatThrownBy(() -> frame(buffer, 5 << 20)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyFlippedBitOfAFileHeaderIsNoticed() {
        ByteBuffer block = new JournalHeader(7, -5, 65_536).encode();
        assertThat(JournalHeader.decode(block, "x", 7)).isEqualTo(new JournalHeader(7, -5, 65_536));
        for (int at = 0; at < 32; at++) {
            block.put(at, (byte) (block.get(at) ^ 16));
            assertThatThrownBy(() -> JournalHeader.decode(block, "x", 7))
                    .isInstanceOf(CorruptLogException.class);
            block.put(at, (byte) (block.get(at) ^ 16));
        }
        assertThatThrownBy(() -> JournalHeader.decode(block, "x", 8))
                .hasMessageContaining("holds the header of");
    }
}
