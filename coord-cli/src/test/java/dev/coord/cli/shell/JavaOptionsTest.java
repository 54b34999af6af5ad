package dev.coord.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coord.cli.CoordProcess;
import dev.coord.cli.StoreHolderProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class JavaOptionsTest {

    private static final Map<String, String> OF_THE_USER = Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC");

    @Test
    void theLauncherChoosesTheSame() throws IOException {
        assertThat(Files.readString(Path.of("../coord"))).contains(JavaOptions.of(Map.of()));
    }

    @Test
    void standBackWhereTheUserHasSomeOfTheirKind() {
        assertThat(JavaOptions.of(OF_THE_USER)).noneMatch(option -> option.contains("GC"));
    }

    /** Java lists its threads then, whatever coord does. */
    @Test
    @Timeout(60)
    void noAnswerToSigquitIsOnStandardOutput(@TempDir Path temp) throws Exception {
        List<String> words = new ArrayList<>(CoordProcess.command());
        words.set(words.size() - 1, StoreHolderProcess.class.getName());
        words.addAll(1, JavaOptions.of(OF_THE_USER));
        words.add(Files.createFile(temp.resolve("lock")).toString());
        Path out = temp.resolve("out");
        Path err = temp.resolve("err");
        Process java = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().until(() -> Files.readString(out).equals("true\n"));

            new ProcessBuilder("kill", "-QUIT", Long.toString(java.pid())).start();

            await().until(() -> Files.readString(err).contains("Full thread dump"));
            assertThat(Files.readString(out)).isEqualTo("true\n");
        } finally {
            java.destroyForcibly();
        }
    }
}
