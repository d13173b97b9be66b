package io.millrace.table;

import io.millrace.table.value.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call was refused. The message is the text AWS sends.
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TableError error;
    private final transient @Nullable Item item;
    private final transient List<CancellationReason> reasons;

    /// A refusal.
    ///
    /// @param message text for the client
    public TableException(TableError error, String message) {
        this(error, message, null, List.of());
    }

    /// A refusal with what stood in the way.
    TableException(
            TableError error,
            String message,
            @Nullable Item item,
            List<CancellationReason> reasons) {
        // A refusal is no surprise to us: no stack trace, no suppressed exceptions.
        super(message, null, false, false);
        this.error = error;
        this.item = item;
        this.reasons = List.copyOf(reasons);
    }

    /// A fault of the server, with what led to it.
    TableException(String message, Throwable cause) {
        super(message, cause);
        this.error = TableError.INTERNAL_SERVER_ERROR;
        this.item = null;
        this.reasons = List.of();
    }

    /// What went wrong, as the API names it.
    public TableError error() {
        return error;
    }

    /// The text for the client.
    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }

    /// The item that failed a condition, where that was asked for; else null.
    public @Nullable Item item() {
        return item;
    }

    /// One reason for each action, if the error is {@link TableError#TRANSACTION_CANCELED}.
    public List<CancellationReason> reasons() {
        return reasons;
    }
}
