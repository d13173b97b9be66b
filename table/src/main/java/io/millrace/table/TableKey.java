package io.millrace.table;

/// Names a table within its account and region. Accounts and regions are kept apart.
///
/// @param account 12 digits
/// @param region region of the signing scope, such as `us-east-1`
/// @param name 3 to 255 of `[a-zA-Z0-9_.-]`
public record TableKey(String account, String region, String name) {
    /// The table's ARN. The partition follows from the region.
    public String arn() {
        String partition =
                region.startsWith("cn-")
                        ? "aws-cn"
                        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return "arn:" + partition + ":dynamodb:" + region + ":" + account + ":table/" + name;
    }
}
