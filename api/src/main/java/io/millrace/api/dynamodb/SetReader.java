package io.millrace.api.dynamodb;

import io.millrace.table.value.AttributeValue;
import io.millrace.table.value.Decimal;
import io.millrace.table.value.Octets;
import io.millrace.table.value.ValueException;
import io.millrace.wire.Bytes;
import io.millrace.wire.Input;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Reads sets of texts, numbers or bytes, in lists that have been entered. They are neither empty
/// nor do they hold anything twice.
final class SetReader {
    private SetReader() {}

    static Object texts(Input input) throws IOException {
        List<String> texts = new ArrayList<>();
        while (input.hasNext()) {
            String text = input.skipNull() ? "" : input.text();
            texts.add(text == null ? "" : text);
        }
        if (texts.isEmpty()) {
            return Flaw.invalid("An string set  may not be empty");
        }
        if (texts.contains("")) {
            return Flaw.invalid("An string set may not have a empty string as a member");
        }
        if (hasTwice(texts)) {
            return Flaw.invalid("Input collection " + texts + " contains duplicates.");
        }
        return AttributeValue.TextSet.of(texts);
    }

    static Object numbers(Input input) throws IOException {
        List<Decimal> numbers = new ArrayList<>();
        Flaw flaw = null;
        while (input.hasNext()) {
            String text = input.skipNull() ? "" : input.text();
            try {
                numbers.add(Decimal.of(text == null ? "" : text));
            } catch (ValueException e) {
                flaw = flaw == null ? new Flaw(e.text()) : flaw;
            }
        }
        if (flaw != null) {
            return flaw;
        }
        if (numbers.isEmpty()) {
            return Flaw.invalid("An number set  may not be empty");
        }
        return hasTwice(numbers)
                ? new Flaw("Input collection contains duplicates")
                : AttributeValue.NumeralSet.of(numbers);
    }

    static Object binaries(Input input) throws IOException {
        List<Octets> binaries = new ArrayList<>();
        while (input.hasNext()) {
            Bytes bytes = input.skipNull() ? null : input.bytes();
            binaries.add(bytes == null ? Octets.EMPTY : ValueReader.octets(bytes));
        }
        if (binaries.isEmpty()) {
            return Flaw.invalid("Binary sets should not be empty");
        }
        if (binaries.contains(Octets.EMPTY)) {
            return Flaw.invalid("Binary sets may not contain null or empty values");
        }
        return hasTwice(binaries)
                ? Flaw.invalid("Input collection of type BS contains duplicates.")
                : AttributeValue.BinarySet.of(binaries);
    }

    private static boolean hasTwice(List<?> values) {
        return new HashSet<>(values).size() < values.size();
    }
}
