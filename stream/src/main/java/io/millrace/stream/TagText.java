package io.millrace.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Checks which characters tags are made of, in AWS's two steps: the second one knows fewer.
final class TagText {
    private static final String SIGNS = "_./=+-%@:";
    private static final String RESERVED = "aws:";

    private TagText() {}

    /// @throws StreamException if tags must not be added
    static void requireAddable(ResourceKey resource, Map<String, String> tags) {
        List<String> texts = new ArrayList<>(tags.keySet());
        texts.addAll(tags.values());
        require(resource, texts, true);
        for (String key : tags.keySet()) {
            if (key.startsWith(RESERVED)) {
                throw SettingRefusals.tagReserved(key).toException();
            }
        }
    }

    /// @throws StreamException if there can be no tags with such keys
    static void requireRemovable(ResourceKey resource, Collection<String> keys) {
        require(resource, keys, false);
    }

    private static void require(ResourceKey resource, Collection<String> texts, boolean add) {
        if (!texts.stream().allMatch(text -> text.codePoints().allMatch(TagText::isValid))) {
            throw SettingRefusals.tagCharacters().toException();
        }
        if (texts.stream().anyMatch(text -> text.indexOf('%') >= 0)) {
            throw SettingRefusals.tagIllegal(resource, add).toException();
        }
    }

    private static boolean isValid(int character) {
        return Character.isLetterOrDigit(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || SIGNS.indexOf(character) >= 0;
    }
}
