package io.millrace.server.tls;

import io.millrace.server.http.TlsIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The certificate of a server that was given none: made once for this machine's names, kept in the
/// data directory as `tls/cert.pem` and `tls/key.pem`, so that a client may trust it for good.
public final class SelfSigned {
    private final Path directory;
    private final InstantSource clock;
    private final SecureRandom random;

    /// @param dataDirectory where the directory `tls` is or will be
    public SelfSigned(Path dataDirectory, InstantSource clock, SecureRandom random) {
        this.directory = dataDirectory.resolve("tls");
        this.clock = clock;
        this.random = random;
    }

    /// The identity kept, or a new one.
    ///
    /// @throws IOException if it can neither be read nor made and kept
    public TlsIdentity load() throws IOException {
        Path certificate = directory.resolve("cert.pem");
        Path key = directory.resolve("key.pem");
        if (!Files.exists(certificate)) {
            make(certificate, key);
        }
        return PemIdentity.read(certificate, key);
    }

    /// The certificate is moved into place last: where it is, both are complete.
    private void make(Path certificate, Path key) throws IOException {
        Files.createDirectories(directory);
        TlsIdentity made = new CertificateMaker(clock, random).make();
        String signed = PemIdentity.certificate(made.chain().getFirst());
        write(key, PemIdentity.key(made.key()));
        write(certificate, signed);
    }

    private static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try {
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            // Not a POSIX file system: its own rules protect the data directory.
            Files.createFile(draft);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(draft + " appeared while it was made", e);
        }
        Files.writeString(draft, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
