package io.millrace.log.local.segment;

import io.millrace.log.CorruptLogException;
import java.util.Locale;

/// A place in a segment file that is not what was written, and what cannot be read because of it.
///
/// @param file name of the file
/// @param offset where the damaged part starts
/// @param part the part of the file: header, block, index, footer, or the whole file
/// @param affected what is lost with it, as a phrase
/// @param finding what was seen and what was expected
public record SegmentDamage(String file, long offset, Part part, String affected, String finding) {
    /// The parts of a segment file.
    public enum Part {
        HEADER,
        BLOCK,
        INDEX,
        FOOTER,
        FILE
    }

    CorruptLogException exception() {
        return new CorruptLogException(toString());
    }

    @Override
    public String toString() {
        return "segment "
                + file
                + ", "
                + part.name().toLowerCase(Locale.ROOT)
                + " at byte "
                + offset
                + ": "
                + finding
                + "; affected: "
                + affected;
    }
}
