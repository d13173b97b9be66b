package io.millrace.cli.put;

import java.io.PrintWriter;

/// Makes records of lines and hands them to the pump; tells the user which lines make none.
final class Lines implements LineSink {
    private final PutPump pump;
    private final KeyTemplate template;
    private final int maxRecordBytes;
    private final PutTotals totals;
    private final PrintWriter messages;
    private long number;

    Lines(
            PutPump pump,
            KeyTemplate template,
            int maxRecordBytes,
            PutTotals totals,
            PrintWriter messages) {
        this.pump = pump;
        this.template = template;
        this.maxRecordBytes = maxRecordBytes;
        this.totals = totals;
        this.messages = messages;
    }

    @Override
    public void line(byte[] line) throws InterruptedException {
        PutEntry entry = new PutEntry(template.keyOf(line), line);
        if (entry.sizeBytes() > maxRecordBytes) {
            tooLong(line.length);
            return;
        }
        number++;
        pump.add(entry);
    }

    @Override
    public void tooLong(long lengthBytes) {
        number++;
        totals.countTooLong();
        messages.printf(
                "put: line %d left out: %d bytes, and a record with its key may have %d%n",
                number, lengthBytes, maxRecordBytes);
        messages.flush();
    }
}
