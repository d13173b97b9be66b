/// Expressions on items, of both dialects of DynamoDB: parsed into one tree, which is evaluated
/// wherever it has travelled to.
@NullMarked
package io.millrace.table.expression;

import org.jspecify.annotations.NullMarked;
