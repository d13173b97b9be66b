package io.millrace.api.dynamodb;

import io.millrace.auth.Caller;
import io.millrace.table.TableKey;
import io.millrace.wire.Values;

/// One call of an operation: who calls, with what, and where the client found this server.
record Call(Caller caller, Values input, String host) {
    private static final String TABLE = "TableName";
    private static final int MIN_NAME = 3;
    private static final int MAX_NAME = 255;

    /// The table the call names.
    TableKey table() {
        return table(input.text(TABLE));
    }

    /// The same for operations on tables, which check the name by themselves.
    TableKey controlled() {
        String name = input.textOrNull(TABLE);
        if (name == null) {
            throw Refusal.validation(
                    "The parameter 'TableName' is required but was not present in the request");
        }
        if (!TableArn.is(name) && (name.length() < MIN_NAME || name.length() > MAX_NAME)) {
            throw Refusal.validation(
                    "TableName must be at least 3 characters long and at most 255 characters long");
        }
        return table(name);
    }

    /// The table of a name or an ARN.
    TableKey table(String nameOrArn) {
        TableArn arn = TableArn.parse(nameOrArn);
        return arn == null
                ? new TableKey(caller.account(), caller.region(), nameOrArn)
                : owned(arn);
    }

    /// The table that `ResourceArn` names.
    TableKey resource() {
        String text = input.text("ResourceArn");
        TableArn arn = TableArn.parse(text);
        if (arn == null) {
            throw Refusal.validation(
                    "Invalid TableArn: Invalid ResourceArn provided as input " + text);
        }
        return owned(arn);
    }

    private TableKey owned(TableArn arn) {
        if (!arn.account().equals(caller.account()) || !arn.region().equals(caller.region())) {
            throw Refusal.modelled(
                    "ResourceNotFoundException",
                    "Requested resource not found: Table: " + arn.table() + " not found");
        }
        return new TableKey(arn.account(), arn.region(), arn.table());
    }
}
