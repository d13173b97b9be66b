/// The one seam to the file system.
@NullMarked
package io.millrace.log.local.storage;

import org.jspecify.annotations.NullMarked;
