/// Values of attributes, items made of them, and their bytes: on disk, as keys in order, and as
/// DynamoDB counts them.
@NullMarked
package io.millrace.table.value;

import org.jspecify.annotations.NullMarked;
