package io.millrace.table;

/// How a table is paid for at AWS; here it is only shown.
public enum BillingMode {
    PROVISIONED,
    PAY_PER_REQUEST
}
