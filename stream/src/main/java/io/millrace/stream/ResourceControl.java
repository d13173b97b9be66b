package io.millrace.stream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// The operations on tags and policies, of streams and consumers alike.
final class ResourceControl {
    /// What AWS's policies of resources may have, and what keeps rows of the state small.
    private static final int MAX_POLICY_BYTES = 20_480;

    private static final String NO_POLICY = "{}";

    private final Catalogue catalogue;
    private final Proposer proposer;

    ResourceControl(EngineParts parts) {
        this.catalogue = parts.catalogue();
        this.proposer = parts.proposer();
    }

    private Resource require(ResourceKey key) {
        Resource resource = Resource.find(catalogue, key);
        if (resource == null) {
            throw Resource.missing(catalogue, key).toException();
        }
        return resource;
    }

    void addTags(ResourceKey key, Map<String, String> tags) {
        var _ = require(key);
        TagText.requireAddable(key, tags);
        var _ = proposer.decide(new Command.AddTags(key, Tags.of(tags)));
    }

    void removeTags(ResourceKey key, List<String> keys) {
        var _ = require(key);
        TagText.requireRemovable(key, keys);
        var _ = proposer.decide(new Command.RemoveTags(key, keys));
    }

    SortedMap<String, String> tags(ResourceKey key) {
        return require(key).tags().byKey();
    }

    void putPolicy(ResourceKey key, String policy) {
        var _ = require(key);
        if (policy.getBytes(StandardCharsets.UTF_8).length > MAX_POLICY_BYTES) {
            throw SettingRefusals.policyTooLong(MAX_POLICY_BYTES).toException();
        }
        var _ = proposer.decide(new Command.SetPolicy(key, policy));
    }

    void deletePolicy(ResourceKey key) {
        var _ = proposer.decide(new Command.SetPolicy(key, null));
    }

    String policy(ResourceKey key) {
        String policy = require(key).policy();
        return policy == null ? NO_POLICY : policy;
    }
}
