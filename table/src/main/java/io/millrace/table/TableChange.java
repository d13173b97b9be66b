package io.millrace.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What UpdateTable asks for. What is null or absent stays as it is.
public record TableChange(
        TableKey key,
        @Nullable BillingMode billing,
        @Nullable Throughput throughput,
        @Nullable Boolean deletionProtected,
        @Nullable String tableClass,
        List<IndexChange> indexes) {
    public TableChange {
        indexes = List.copyOf(indexes);
    }

    /// A change of one global secondary index.
    public sealed interface IndexChange {
        /// Name of the index.
        String name();

        /// A new index; it holds the items there are when the call returns.
        record Create(IndexDefinition index) implements IndexChange {
            @Override
            public String name() {
                return index.name();
            }
        }

        /// Other throughput.
        record Provision(String name, Throughput throughput) implements IndexChange {}

        /// No such index any more.
        record Delete(String name) implements IndexChange {}
    }
}
