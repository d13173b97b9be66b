package io.millrace.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
    @TempDir Path directory;

    @Test
    void theCertificateIsMadeOnceAndKept() throws Exception {
        var first = selfSigned().load();
        var second = selfSigned().load();
        assertThat(second.chain()).isEqualTo(first.chain());
        assertThat(second.key()).isEqualTo(first.key());
        first.chain().getFirst().verify(first.chain().getFirst().getPublicKey());
    }

    @Test
    void itNamesThisMachine() throws Exception {
        var names = selfSigned().load().chain().getFirst().getSubjectAlternativeNames();
        assertThat(names.stream().map(name -> String.valueOf(name.get(1))).toList())
                .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void nobodyElseMayReadTheKey() throws Exception {
        selfSigned().load();
        assertThat(Files.getPosixFilePermissions(directory.resolve("tls/key.pem")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void aFileOfSomethingElseIsNamed() throws Exception {
        Path file = directory.resolve("some.pem");
        Files.writeString(file, "nothing");
        assertThatThrownBy(() -> PemIdentity.read(file, file)).hasMessageContaining("some.pem");
    }

    private SelfSigned selfSigned() {
        return new SelfSigned(directory, InstantSource.system(), new SecureRandom());
    }
}
