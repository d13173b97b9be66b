package io.millrace.api.dynamodb;

import org.jspecify.annotations.Nullable;

/// The ARN of a table, `arn:aws:dynamodb:us-east-1:000000000000:table/orders`.
///
/// @param table its name
record TableArn(String region, String account, String table) {
    private static final int PARTS = 6;
    private static final String RESOURCE = "table/";

    /// What a text says if it has the form of such an ARN; null if not.
    static @Nullable TableArn parse(String text) {
        String[] parts = text.split(":", PARTS);
        boolean named =
                parts.length == PARTS
                        && parts[0].equals("arn")
                        && parts[2].equals("dynamodb")
                        && parts[5].startsWith(RESOURCE);
        return named
                ? new TableArn(parts[3], parts[4], parts[5].substring(RESOURCE.length()))
                : null;
    }

    static boolean is(String text) {
        return text.startsWith("arn:") && parse(text) != null;
    }
}
