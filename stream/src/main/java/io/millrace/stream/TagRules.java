package io.millrace.stream;

/// Applies the commands that add tags to streams and consumers and remove them.
final class TagRules {
    /// Most tags of one resource.
    static final int MAX_TAGS = 50;

    private final Catalogue catalogue;

    TagRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome add(Command.AddTags command) {
        ResourceKey key = command.resource();
        Resource resource = Resource.find(catalogue, key);
        if (resource == null) {
            return Resource.missing(catalogue, key);
        }
        if (isGoing(resource)) {
            return Refusals.neitherActiveNorUpdating(key.stream(), StreamStatus.DELETING);
        }
        Tags tags = resource.tags().with(command.tags().byKey());
        return tags.count() > MAX_TAGS
                ? SettingRefusals.tagLimit(key)
                : publish(resource.row(), resource.with(tags));
    }

    Outcome remove(Command.RemoveTags command) {
        ResourceKey key = command.resource();
        Resource resource = Resource.find(catalogue, key);
        if (resource == null) {
            return Resource.missing(catalogue, key);
        }
        if (isGoing(resource)) {
            return Refusals.neitherActiveNorUpdating(key.stream(), StreamStatus.DELETING);
        }
        Tags tags = resource.tags().without(command.keys());
        return publish(resource.row(), resource.with(tags));
    }

    private static boolean isGoing(Resource resource) {
        return resource.row().status() == StreamStatus.DELETING;
    }

    private Outcome publish(StreamRow before, StreamRow row) {
        catalogue.put(row);
        return new Outcome.Applied(before, row);
    }
}
