/// Where the stream service is, and how to talk to it through the AWS SDK.
@NullMarked
package io.millrace.cli.client;

import org.jspecify.annotations.NullMarked;
