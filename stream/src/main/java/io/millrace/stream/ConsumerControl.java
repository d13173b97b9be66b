package io.millrace.stream;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations on registered consumers.
final class ConsumerControl {
    private static final int MAX_CONSUMERS = 100;

    private final Catalogue catalogue;
    private final Proposer proposer;
    private final TokenSeal seal;
    private final StateDelay delay;
    private final Quotas quotas;

    ConsumerControl(EngineParts parts, TokenSeal seal, StateDelay delay, Quotas quotas) {
        this.catalogue = parts.catalogue();
        this.proposer = parts.proposer();
        this.seal = seal;
        this.delay = delay;
        this.quotas = quotas;
    }

    ConsumerView register(StreamKey key, String name, Map<String, String> tags) {
        TagText.requireAddable(ResourceKey.of(key), tags);
        Outcome outcome =
                proposer.decide(
                        new Command.RegisterConsumer(
                                key, name, Tags.of(tags), delay.timing(), quotas));
        ConsumerRow consumer =
                outcome instanceof Outcome.Applied applied
                        ? applied.row().consumers().find(name)
                        : null;
        if (consumer == null) {
            throw new IllegalStateException("registering " + name + " led to " + outcome);
        }
        return consumer.view(key);
    }

    void deregister(StreamKey key, ConsumerSelector which) {
        requireName(which);
        var _ = proposer.decide(new Command.DeregisterConsumer(key, which, delay.timing()));
    }

    ConsumerView describe(StreamKey key, ConsumerSelector which) {
        requireName(which);
        ConsumerRow consumer = require(key).consumers().find(which);
        if (consumer == null) {
            throw SettingRefusals.consumerNotFound(key, which.name()).toException();
        }
        return consumer.view(key);
    }

    private static void requireName(ConsumerSelector which) {
        if (which.name() == null) {
            throw SettingRefusals.consumerUnnamed().toException();
        }
    }

    private StreamRow require(StreamKey key) {
        StreamRow row = catalogue.find(key);
        if (row == null) {
            throw Refusals.streamNotFound(key).toException();
        }
        return row;
    }

    ConsumerPage list(StreamKey key, @Nullable Long streamCreationMillis, int maxResults) {
        StreamRow row = require(key);
        if (streamCreationMillis != null && !row.isCreation(streamCreationMillis)) {
            throw Refusals.streamNotFound(key).toException();
        }
        return page(row, "", maxResults);
    }

    ConsumerPage listOn(
            String account, String region, StreamKey key, String nextToken, int maxResults) {
        Unpacker from = seal.open(TokenSeal.Kind.CONSUMER_PAGE, account, region, nextToken);
        if (from == null) {
            throw PageToken.invalid();
        }
        PageToken.requireFresh(from.fixed(), delay.nowMillis());
        long stream = from.number();
        String after = from.text();
        StreamRow row = require(key);
        if (row.number() != stream) {
            throw PageToken.invalid();
        }
        return page(row, after, maxResults);
    }

    private ConsumerPage page(StreamRow row, String after, int maxResults) {
        StreamKey key = row.key();
        switch (row.status()) {
            case CREATING, DELETING ->
                    throw Refusals.neitherActiveNorUpdating(key, row.status()).toException();
            case ACTIVE, UPDATING -> {}
        }
        int size = Math.min(maxResults, MAX_CONSUMERS);
        List<ConsumerView> views =
                row.consumers().after(after).stream()
                        .limit(size + 1L)
                        .map(consumer -> consumer.view(key))
                        .toList();
        if (views.size() <= size) {
            return new ConsumerPage(views, null);
        }
        List<ConsumerView> page = views.subList(0, size);
        byte[] plain =
                new Packer()
                        .fixed(delay.nowMillis())
                        .number(row.number())
                        .text(page.getLast().name())
                        .bytes();
        return new ConsumerPage(
                page, seal.seal(TokenSeal.Kind.CONSUMER_PAGE, key.account(), key.region(), plain));
    }
}
