package io.millrace.stream;

/// Names a stream within its account and region. Accounts and regions are kept apart.
///
/// @param account 12 digits
/// @param region region of the signing scope, such as `us-east-1`
/// @param name 1 to 128 of `[a-zA-Z0-9_.-]`
public record StreamKey(String account, String region, String name)
        implements Comparable<StreamKey> {
    @Override
    public int compareTo(StreamKey other) {
        int byAccount = account.compareTo(other.account);
        if (byAccount != 0) {
            return byAccount;
        }
        int byRegion = region.compareTo(other.region);
        return byRegion != 0 ? byRegion : name.compareTo(other.name);
    }

    /// The stream's ARN. The partition follows from the region.
    public String arn() {
        String partition =
                region.startsWith("cn-")
                        ? "aws-cn"
                        : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
        return "arn:" + partition + ":kinesis:" + region + ":" + account + ":stream/" + name;
    }

    /// Whether the stream belongs to an account and region.
    boolean within(String someAccount, String someRegion) {
        return account.equals(someAccount) && region.equals(someRegion);
    }
}
