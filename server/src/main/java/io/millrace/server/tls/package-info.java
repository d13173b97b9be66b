/// The server's TLS identity: brought in PEM files, or self-signed and kept.
@NullMarked
package io.millrace.server.tls;

import org.jspecify.annotations.NullMarked;
