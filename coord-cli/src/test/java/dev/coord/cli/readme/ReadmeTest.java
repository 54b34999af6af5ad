package dev.coord.cli.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.fs.DirectoryStore;
import dev.coord.state.FeatureStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    @Test
    void theExampleCompletesItsFeature(@TempDir Path directory) throws InterruptedException {
        ReadmeExample.run(directory);

        try (DirectoryStore store = DirectoryStore.open(directory, InstantSource.system())) {
            assertThat(store.read().state().statusOf(new FeatureId("P1_user_auth")))
                    .isEqualTo(FeatureStatus.COMPLETED);
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    void theExampleIsTheCodeThatRuns() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String source = Files.readString(Path.of("src/test/java/dev/coord/cli/readme/ReadmeExample.java"));

        assertThat(between(readme, "```java\n", "```")).isEqualTo(between(source, "// begin\n", "        // end\n"));
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, text.indexOf(to, begin)).replaceAll("\\s+", "");
    }
}
