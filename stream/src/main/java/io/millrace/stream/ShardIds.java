package io.millrace.stream;

/// Names of shards: `shardId-` and the number in 12 digits.
final class ShardIds {
    /// What {@link #parse} returns for a text that names no shard.
    static final int NONE = -1;

    private static final String PREFIX = "shardId-000000000000";

    private ShardIds() {}

    /// The name of a shard.
    static String of(int number) {
        String digits = Integer.toString(number);
        return PREFIX.substring(0, PREFIX.length() - digits.length()).concat(digits);
    }

    /// Reads a name as leniently as AWS: the digits behind the first hyphen, or the whole text.
    ///
    /// @return {@link #NONE} if that is no decimal number below 2^31
    static int parse(String name) {
        String digits = name.substring(name.indexOf('-') + 1);
        if (digits.isEmpty()) {
            return NONE;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            number = number * 10 + digit;
            if (number > Integer.MAX_VALUE) {
                return NONE;
            }
        }
        return (int) number;
    }
}
