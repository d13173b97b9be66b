package io.millrace.testkit.simulation;

import io.millrace.log.local.storage.Storage;
import io.millrace.log.local.storage.StoredFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Faults an engine could have, put between engine and disk. Each must be caught by the simulation,
/// else the simulation proves nothing.
enum Mutants {
    /// Acknowledges what was never forced.
    NEVER_FORCES {
        @Override
        void force(StoredFile file) {}
    },

    /// Acknowledges before the force instead of behind it: the force of a write is made with the
    /// next one.
    ACKNOWLEDGES_BEFORE_THE_FORCE {
        @Override
        StoredFile disguise(StoredFile file) {
            return new LateForce(file);
        }
    },

    /// Relies on names it did not force.
    NEVER_FORCES_DIRECTORIES {
        @Override
        void forceDirectory(Storage storage, String directory) {}
    },

    /// Takes a failed force for a hiccup and tries again, which succeeds.
    TRIES_A_FAILED_FORCE_AGAIN {
        @Override
        void force(StoredFile file) throws IOException {
            try {
                file.force();
            } catch (IOException e) {
                file.force();
            }
        }
    },

    /// Takes a failed write for done.
    IGNORES_A_FAILED_WRITE {
        @Override
        void write(StoredFile file, long position, ByteBuffer source) {
            try {
                file.write(position, source);
            } catch (IOException e) {
                source.position(source.limit());
            }
        }
    };

    void force(StoredFile file) throws IOException {
        file.force();
    }

    void write(StoredFile file, long position, ByteBuffer source) throws IOException {
        file.write(position, source);
    }

    void forceDirectory(Storage storage, String directory) throws IOException {
        storage.forceDirectory(directory);
    }

    StoredFile disguise(StoredFile file) {
        return new Through(file);
    }

    Storage disguise(Storage storage) {
        return new Disguise(storage);
    }

    private class Through implements StoredFile {
        final StoredFile file;

        Through(StoredFile file) {
            this.file = file;
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return file.read(position, target);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            Mutants.this.write(file, position, source);
        }

        @Override
        public void force() throws IOException {
            Mutants.this.force(file);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// Forces before the next write what should have been forced behind the last.
    private final class LateForce extends Through {
        private boolean owed;

        LateForce(StoredFile file) {
            super(file);
        }

        @Override
        public void write(long position, ByteBuffer source) throws IOException {
            if (owed) {
                file.force();
                owed = false;
            }
            file.write(position, source);
        }

        @Override
        public void force() {
            owed = true;
        }
    }

    private final class Disguise implements Storage {
        private final Storage storage;

        Disguise(Storage storage) {
            this.storage = storage;
        }

        @Override
        public StoredFile create(String name) throws IOException {
            return disguise(storage.create(name));
        }

        @Override
        public StoredFile open(String name, boolean writable) throws IOException {
            return disguise(storage.open(name, writable));
        }

        private StoredFile disguise(StoredFile file) {
            return Mutants.this.disguise(file);
        }

        @Override
        public List<String> list(String directory) throws IOException {
            return storage.list(directory);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            storage.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            storage.delete(name);
        }

        @Override
        public void forceDirectory(String directory) throws IOException {
            Mutants.this.forceDirectory(storage, directory);
        }

        @Override
        public long usableBytes() throws IOException {
            return storage.usableBytes();
        }

        @Override
        public Closeable lock() throws IOException {
            return storage.lock();
        }

        @Override
        public void close() throws IOException {
            storage.close();
        }
    }
}
