package io.millrace.log.local;

import io.millrace.log.local.journal.JournalFile;

/// Where one command lies that is in the journal and in no command segment yet.
record CommandRef(long index, JournalFile file, int offset, int length) {}
