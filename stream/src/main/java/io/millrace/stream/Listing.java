package io.millrace.stream;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations that only look at the catalogue.
final class Listing {
    private static final int MAX_STREAMS = 100;
    private static final int MAX_DESCRIBED_SHARDS = 100;
    private static final int MAX_SHARDS = 1000;
    private static final int BEFORE_ALL = -1;

    private final Catalogue catalogue;
    private final ShardFloor floor;
    private final TokenSeal seal;
    private final InstantSource clock;
    private final Quotas quotas;

    Listing(EngineParts parts, TokenSeal seal, InstantSource clock, Quotas quotas) {
        this.catalogue = parts.catalogue();
        this.floor = parts.floor();
        this.seal = seal;
        this.clock = clock;
        this.quotas = quotas;
    }

    StreamRow require(StreamKey key) {
        StreamRow row = catalogue.find(key);
        if (row == null) {
            throw Refusals.streamNotFound(key).toException();
        }
        return row;
    }

    StreamView view(StreamKey key) {
        return view(require(key));
    }

    private StreamView view(StreamRow row) {
        StreamKey key = row.key();
        boolean warms =
                row.mode() == StreamMode.ON_DEMAND
                        && catalogue.isCommitted(key.account(), key.region(), clock.millis());
        return row.view(warms ? floor.warmThroughput(row) : null);
    }

    StreamDescription describe(StreamKey key, @Nullable String exclusiveStartShardId, int limit) {
        int after = number(key, exclusiveStartShardId);
        StreamRow row = require(key);
        int size = Math.min(limit, MAX_DESCRIBED_SHARDS);
        List<ShardRow> rows =
                row.isReadable() ? select(row, after, ShardSelect.ALL, size + 1) : List.of();
        boolean more = rows.size() > size;
        List<ShardRow> page = more ? rows.subList(0, size) : rows;
        return new StreamDescription(view(row), ShardViews.of(page), more);
    }

    StreamPage streams(
            String account, String region, @Nullable String exclusiveStartName, int limit) {
        int size = Math.min(limit, MAX_STREAMS);
        String after = exclusiveStartName == null ? "" : exclusiveStartName;
        List<StreamView> views =
                catalogue.within(account, region, after).stream()
                        .limit(size + 1L)
                        .map(this::view)
                        .toList();
        if (views.size() <= size) {
            return new StreamPage(views, null);
        }
        List<StreamView> page = views.subList(0, size);
        byte[] plain = new Packer().fixed(clock.millis()).text(page.getLast().key().name()).bytes();
        return new StreamPage(page, seal.seal(TokenSeal.Kind.STREAM_PAGE, account, region, plain));
    }

    StreamPage streamsOn(String account, String region, String nextToken, int limit) {
        Unpacker from = seal.open(TokenSeal.Kind.STREAM_PAGE, account, region, nextToken);
        if (from == null) {
            throw PageToken.invalid();
        }
        PageToken.requireFresh(from.fixed(), clock.millis());
        return streams(account, region, from.text(), limit);
    }

    ShardPage shards(ShardQuery query) {
        StreamKey key = query.stream();
        int after = number(key, query.exclusiveStartShardId());
        ShardFilter filter = query.filter();
        boolean byFilter = filter != null && filter.type() == ShardFilter.Type.AFTER_SHARD_ID;
        if (filter != null && byFilter) {
            after = Math.max(after, number(key, filter.shardId()));
        }
        StreamRow row = require(key);
        Long created = query.streamCreationMillis();
        if (created != null && !row.isCreation(created)) {
            throw Refusals.streamNotFound(key).toException();
        }
        ShardSelect select = ShardSelect.of(filter, row, clock.millis());
        return page(row, after, select, query.maxResults());
    }

    ShardPage shardsOn(String account, String region, String nextToken, int maxResults) {
        PageToken token = PageToken.open(seal, account, region, nextToken);
        if (token == null) {
            throw PageToken.invalid();
        }
        PageToken.requireFresh(token.createdMillis(), clock.millis());
        StreamRow row = catalogue.find(token.stream());
        if (row == null) {
            StreamKey key = new StreamKey(account, region, token.name());
            throw Refusals.streamNotFound(key).toException();
        }
        return page(row, token.after(), token.select(), maxResults);
    }

    private ShardPage page(StreamRow row, int after, ShardSelect select, int maxResults) {
        StreamKey key = row.key();
        switch (row.status()) {
            case CREATING, DELETING ->
                    throw Refusals.neitherActiveNorUpdating(key, row.status()).toException();
            case ACTIVE, UPDATING -> {}
        }
        int size = Math.min(maxResults, MAX_SHARDS);
        List<ShardRow> rows = select(row, after, select, size + 1);
        if (rows.size() <= size) {
            return new ShardPage(ShardViews.of(rows), null);
        }
        List<ShardRow> page = rows.subList(0, size);
        PageToken next =
                new PageToken(
                        row.number(), key.name(), page.getLast().number(), select, clock.millis());
        return new ShardPage(ShardViews.of(page), next.seal(seal, key.account(), key.region()));
    }

    private static List<ShardRow> select(StreamRow row, int after, ShardSelect select, int most) {
        List<ShardRow> all = row.shards().rows();
        List<ShardRow> selected = new ArrayList<>();
        for (int i = row.shards().indexAfter(after); i < all.size(); i++) {
            if (selected.size() == most) {
                return selected;
            }
            if (select.includes(all.get(i))) {
                selected.add(all.get(i));
            }
        }
        return selected;
    }

    private static int number(StreamKey key, @Nullable String shardId) {
        if (shardId == null) {
            return BEFORE_ALL;
        }
        int number = ShardIds.parse(shardId);
        if (number == ShardIds.NONE) {
            throw Refusals.shardNotFound(key, shardId).toException();
        }
        return number;
    }

    AccountLimits limits(String account, String region) {
        Usage usage = Usage.of(catalogue, account, region);
        return new AccountLimits(
                quotas.shards(),
                usage.openShards(),
                usage.onDemandStreams(),
                quotas.onDemandStreams());
    }
}
