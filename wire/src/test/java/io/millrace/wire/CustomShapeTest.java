package io.millrace.wire;

import static io.millrace.wire.Sample.hex;
import static io.millrace.wire.Sample.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values with readers of their own, and maps of structures and lists.
final class CustomShapeTest {
    private static final Structure ENTRY =
            Structure.of("Entry").required("Id", Shape.text(1, 3)).optional("N", Shape.integer());

    private static final Structure INPUT =
            Structure.of("Input")
                    .optional("Tree", Shape.custom(CustomShapeTest::tree))
                    .optional("Trees", Shape.list(Shape.custom(CustomShapeTest::tree), 0, 3))
                    .optional("Entries", Shape.map(Shape.text(1, 3), ENTRY, 0, 2))
                    .optional("Lists", Shape.map(Shape.text(1, 3), Shape.list(ENTRY, 1, 2), 0, 2))
                    .optional("Last", Shape.text());

    /// Shows what it reads: a structure with texts, bytes, flags, lists and further structures.
    private static @Nullable Object tree(Input input) throws IOException {
        if (!input.beginStructure()) {
            return null;
        }
        StringBuilder shown = new StringBuilder();
        String name = input.nextName();
        while (name != null) {
            shown.append(name).append('=').append(member(input, name)).append(';');
            name = input.nextName();
        }
        return shown.toString();
    }

    private static @Nullable Object member(Input input, String name) throws IOException {
        if (input.skipNull()) {
            return "absent";
        }
        return switch (name.charAt(0)) {
            case 't' -> input.text();
            case 'b' -> input.bytes();
            case 'f' -> input.flag();
            case 'm' -> tree(input);
            case 'l' -> {
                StringBuilder items = new StringBuilder("[");
                for (boolean in = input.beginList(); in && input.hasNext(); ) {
                    items.append(tree(input)).append(',');
                }
                yield items.append(']').toString();
            }
            default -> {
                input.skip();
                yield "skipped";
            }
        };
    }

    private static Values read(byte[] body, Protocol protocol) {
        return switch (protocol.decode(INPUT, body)) {
            case Decoded.Input input -> input.values();
            case Decoded.Mistyped mistyped -> throw new AssertionError(mistyped.text());
            case Decoded.Malformed _ -> throw new AssertionError("malformed");
        };
    }

    private static Values read(String body) {
        return read(json(body), Protocol.JSON);
    }

    @Test
    void aReaderIsGivenEveryKindOfValue() {
        Values values =
                read(
                        "{'Tree':{'t':'a','b':'AAE=','f':true,'l':[{'t':'x'},{}],'m':{'m':{}},"
                                + "'x':[{'y':1}],'t2':null},'Last':'z'}");
        assertThat(values.custom("Tree"))
                .isEqualTo("t=a;b=2 bytes;f=true;l=[t=x;,,];m=m=;;x=skipped;t2=absent;");
        assertThat(values.text("Last")).isEqualTo("z");
        assertThat(values.customs("Trees")).isEmpty();
        assertThat(read("{'Trees':[{'t':'a'},{}]}").customs("Trees"))
                .isEqualTo(List.of("t=a;", ""));
    }

    @Test
    void cborIsReadTheSame() {
        // {"Tree": {"t": "a", "b": h'0001', "l": [_ {}], "f": false}, "Last": "z"}
        byte[] body =
                hex(
                        "a2 6454726565 a4 6174 6161 6162 42 0001 616c 9f a0 ff 6166 f4 644c617374 617a");
        Values values = read(body, Protocol.RPC_CBOR);
        assertThat(values.custom("Tree")).isEqualTo("t=a;b=2 bytes;l=[,];f=false;");
        assertThat(values.text("Last")).isEqualTo("z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Tree':1} | Expected null",
                "{'Tree':[]} | Start of list found where not expected",
                "{'Tree':{'t':true}} | class java.lang.Boolean can not be converted to an String",
                "{'Tree':{'l':'x'}} | Expected list or null",
                "{'Tree':{'m':{'b':'?'}},'Last':3} | '?' can not be converted to a Blob: Base64 encoded"
                        + " length is expected a multiple of 4 bytes but found: 1",
                "{'Entries':[]} | Start of list found where not expected",
                "{'Entries':{'a':'x'}} | Expected null",
                "{'Lists':{'a':{}}} | Start of structure or map found where not expected."
            })
    void theFirstMistakeOfTypesIsTold(String body, String text) {
        assertThat(Protocol.JSON.decode(INPUT, json(body))).isEqualTo(new Decoded.Mistyped(text));
    }

    @Test
    void mapsHoldStructuresAndLists() {
        Values values = read("{'Entries':{'a':{'Id':'x','N':3}},'Lists':{'b':[{'Id':'y'}]}}");
        assertThat(values.structuresByName("Entries"))
                .hasSize(1)
                .hasEntrySatisfying("a", each -> assertThat(each.text("Id")).isEqualTo("x"));
        assertThat(values.listsByName("Lists"))
                .hasEntrySatisfying(
                        "b", list -> assertThat(list.getFirst().text("Id")).isEqualTo("y"));
        assertThat(read("{}").structuresByName("Entries")).isEmpty();
        assertThat(read("{}").listsByName("Lists")).isEmpty();
        assertThat(Violations.of(values)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Entries':{'a':{}}} | Value null at 'entries.a.member.id' # Member must not be null",
                "{'Entries':{'a':null}} | Value null at 'entries.a.member' # Member must not be null",
                "{'Lists':{'a':[{'Id':'long'}]}} | Value 'long' at 'lists.a.member.1.member.id' # Member"
                        + " must have length less than or equal to 3",
                "{'Lists':{'a':[]}} | Value '{a=[]}' at 'lists' # Map value must satisfy constraint:"
                        + " [Member must have length less than or equal to 2, Member must have length"
                        + " greater than or equal to 1]",
                "{'Trees':[null]} | Value null at 'trees.1.member' # Member must not be null"
            })
    void constraintsHoldWithinMaps(String body, String text) {
        assertThat(Violations.of(read(body)))
                .isEqualTo(
                        "1 validation error detected: "
                                + text.replace(" #", " failed to satisfy constraint:"));
    }
}
