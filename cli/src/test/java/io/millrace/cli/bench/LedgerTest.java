package io.millrace.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int BYTES = 64;

    private final Keys keys = new Keys(42);
    private final Ledger ledger = new Ledger(keys, 2, true);
    private final Payload payload = new Payload(new Letters(new SplittableRandom(1)));

    private byte[] record(int writer, int number, int keyIndex) {
        byte[] record = new byte[BYTES];
        int _ = payload.fill(record, writer, number, keyIndex);
        return record;
    }

    private void acknowledge(int writer, int number, byte[] record) {
        int checksum = Payload.read(record, record.length).checksum();
        ledger.answered(writer, number, new boolean[] {true}, new int[] {checksum});
    }

    private void read(int writer, int keyIndex, byte[] record) {
        ledger.read(keys.key(writer, keyIndex), Payload.read(record, record.length));
    }

    @Test
    void aRecordSaysWhoWroteItAndProvesItself() {
        byte[] record = record(17, 123_456_789, 4095);
        Payload.Content content = Payload.read(record, record.length);
        assertThat(content.writer()).isEqualTo(17);
        assertThat(content.number()).isEqualTo(123_456_789);
        assertThat(content.keyIndex()).isEqualTo(4095);
        assertThat(content.intact()).isTrue();
        record[30] ^= 1;
        assertThat(Payload.read(record, record.length).intact()).isFalse();
        assertThat(Payload.read(record, 5).intact()).isFalse();
    }

    @Test
    void recordsAreLettersAndNeverTheSame() {
        byte[] first = record(1, 1, 1);
        for (byte letter : first) {
            assertThat(letter).isBetween((byte) 'A', (byte) 'Z');
        }
        assertThat(record(1, 1, 1)).isNotEqualTo(first);
    }

    @Test
    void everythingReadOnceHolds() {
        for (int i = 0; i < 10; i++) {
            byte[] record = record(0, i, 3);
            acknowledge(0, i, record);
            read(0, 3, record);
        }
        assertThat(ledger.verdict().holds()).isTrue();
        assertThat(ledger.verdict().acknowledged()).isEqualTo(10);
    }

    @Test
    void aMissingRecordIsSeen() {
        acknowledge(0, 0, record(0, 0, 3));
        assertThat(ledger.verdict().missing()).isEqualTo(1);
        assertThat(ledger.verdict().holds()).isFalse();
        assertThat(ledger.isComplete()).isFalse();
    }

    @Test
    void aDuplicateIsSeen() {
        byte[] record = record(0, 0, 3);
        acknowledge(0, 0, record);
        read(0, 3, record);
        read(0, 3, record);
        assertThat(ledger.verdict().duplicates()).isEqualTo(1);
        assertThat(ledger.verdict().holds()).isFalse();
    }

    @Test
    void aRecordUnderAnotherKeyOrFromAnotherRunIsDamaged() {
        byte[] record = record(0, 0, 3);
        acknowledge(0, 0, record);
        read(0, 4, record);
        ledger.read("somebody-else", Payload.read(record, record.length));
        assertThat(ledger.verdict().damaged()).isEqualTo(2);
    }

    @Test
    void aRecordBehindALaterOneOfItsKeyIsMisplaced() {
        byte[] first = record(0, 0, 3);
        byte[] second = record(0, 1, 3);
        acknowledge(0, 0, first);
        acknowledge(0, 1, second);
        read(0, 3, second);
        read(0, 3, first);
        assertThat(ledger.verdict().misplaced()).isEqualTo(1);
        assertThat(ledger.verdict().missing()).isZero();
    }

    @Test
    void aRecordReadBeforeItsAnswerCounts() {
        byte[] record = record(1, 0, 3);
        read(1, 3, record);
        assertThat(ledger.verdict().unacknowledged()).isEqualTo(1);
        acknowledge(1, 0, record);
        assertThat(ledger.verdict().unacknowledged()).isZero();
        assertThat(ledger.verdict().holds()).isTrue();
    }

    @Test
    void anUnansweredRecordThatIsThereBreaksNothing() {
        byte[] record = record(0, 0, 3);
        ledger.answered(0, 0, new boolean[] {false}, new int[] {0});
        read(0, 3, record);
        assertThat(ledger.verdict().unacknowledged()).isEqualTo(1);
        assertThat(ledger.verdict().holds()).isTrue();
    }

    @Test
    void aSecondReadingStartsAfresh() {
        byte[] record = record(0, 0, 3);
        acknowledge(0, 0, record);
        read(0, 3, record);
        ledger.forgetReading();
        assertThat(ledger.verdict().missing()).isEqualTo(1);
        read(0, 3, record);
        assertThat(ledger.verdict().holds()).isTrue();
    }
}
