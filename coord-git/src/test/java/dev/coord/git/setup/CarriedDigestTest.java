package dev.coord.git.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedDigestTest {

    private static final List<GitPath> ENV = List.of(new GitPath(".env"));

    @TempDir
    Path checkout;

    private void write(String content, Instant at) throws IOException {
        Path file = Files.writeString(checkout.resolve(".env"), content);
        Files.setLastModifiedTime(file, FileTime.from(at));
    }

    @Test
    void isAnotherOneForOtherContent() throws IOException {
        CarriedDigest digest = new CarriedDigest();
        write("one", Instant.EPOCH);
        String one = digest.of(checkout, ENV);

        write("two", Instant.EPOCH.plusSeconds(1));

        assertThat(digest.of(checkout, ENV)).isNotEqualTo(one);
        write("one", Instant.EPOCH.plusSeconds(2));
        assertThat(digest.of(checkout, ENV)).isEqualTo(one);
        assertThat(digest.of(checkout, List.of())).isNotEqualTo(one).isEqualTo(new ContentDigest().text());
    }

    @Test
    void readsNothingAgainThatIsAsItWas() throws IOException {
        CarriedDigest digest = new CarriedDigest();
        write("one", Instant.EPOCH);
        String one = digest.of(checkout, ENV);

        write("two", Instant.EPOCH);

        assertThat(digest.of(checkout, ENV)).isEqualTo(one);
    }
}
