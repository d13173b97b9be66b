package io.millrace.api.dynamodb;

import io.millrace.table.TableEngine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds operations by their names.
final class Operations {
    private final Map<String, Operation> byName;

    Operations(TableEngine engine) {
        byName =
                List.of(
                                new BatchGetItem(engine),
                                new BatchWriteItem(engine),
                                new CreateTable(engine),
                                new DeleteItem(engine),
                                new DeleteTable(engine),
                                new DescribeContinuousBackups(engine),
                                new DescribeEndpoints(),
                                new DescribeLimits(),
                                new DescribeTable(engine),
                                new DescribeTimeToLive(engine),
                                new GetItem(engine),
                                new ListTables(engine),
                                new ListTagsOfResource(engine),
                                new PutItem(engine),
                                new Query(engine),
                                new Scan(engine),
                                new TagResource(engine),
                                new TransactGetItems(engine),
                                new TransactWriteItems(engine),
                                new UntagResource(engine),
                                new UpdateContinuousBackups(engine),
                                new UpdateItem(engine),
                                new UpdateTable(engine),
                                new UpdateTimeToLive(engine))
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        Operation::name,
                                        Function.identity(),
                                        (one, _) -> one,
                                        TreeMap::new));
    }

    /// Null if there is none of that name.
    @Nullable Operation find(String name) {
        return byName.get(name);
    }

    /// All names, for people.
    String names() {
        return String.join(", ", byName.keySet());
    }
}
