package io.millrace.stream;

/// Applies the command that sets the policy of a stream or a consumer, or takes it away.
final class PolicyRules {
    private final Catalogue catalogue;

    PolicyRules(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    Outcome set(Command.SetPolicy command) {
        ResourceKey key = command.resource();
        Resource resource = Resource.find(catalogue, key);
        if (resource == null) {
            return Resource.missing(catalogue, key);
        }
        StreamRow row = resource.row();
        switch (row.status()) {
            case CREATING, DELETING -> {
                return Refusals.neitherActiveNorUpdating(key.stream(), row.status());
            }
            case ACTIVE, UPDATING -> {}
        }
        if (command.policy() == null && resource.policy() == null) {
            return SettingRefusals.noPolicy(key);
        }
        StreamRow next = resource.under(command.policy());
        catalogue.put(next);
        return new Outcome.Applied(row, next);
    }
}
