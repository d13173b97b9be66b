package io.millrace.log.local.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.log.CorruptLogException;
import io.millrace.log.local.segment.SegmentMeta;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {
    private static final Checkpoint FULL =
            new Checkpoint(
                    1,
                    2,
                    3,
                    4,
                    5,
                    6,
                    7,
                    new Checkpoint.Snapshot(8, 9),
                    List.of(new Checkpoint.CommandSegment(10, 11, 12, 13)),
                    List.of(
                            new Checkpoint.Segment(
                                    14,
                                    new SegmentMeta(
                                            Checkpoint.Segment.nameOf(14),
                                            15,
                                            16,
                                            17,
                                            18,
                                            19,
                                            20,
                                            21,
                                            22))),
                    List.of(
                            new Checkpoint.ShardMark(23, 24, 25, 26, true, 27, 28, 29),
                            new Checkpoint.ShardMark(30, 31, 32, 33, false, 0, 34, 0)));

    @Test
    void decodesWhatWasEncoded() {
        assertThat(CheckpointCodec.decode(CheckpointCodec.encode(FULL))).isEqualTo(FULL);
        assertThat(CheckpointCodec.decode(CheckpointCodec.encode(Checkpoint.fresh())))
                .isEqualTo(Checkpoint.fresh());
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        ByteBuffer bytes = CheckpointCodec.encode(FULL);
        for (int at = 0; at < bytes.limit(); at++) {
            bytes.put(at, (byte) (bytes.get(at) ^ 64));
            assertThatThrownBy(() -> CheckpointCodec.decode(bytes))
                    .isInstanceOf(CorruptLogException.class);
            bytes.put(at, (byte) (bytes.get(at) ^ 64));
            ByteBuffer shorter = bytes.duplicate().limit(at);
            assertThatThrownBy(() -> CheckpointCodec.decode(shorter))
                    .isInstanceOf(CorruptLogException.class);
        }
    }
}
