package dev.coord.git.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.SafeText;
import dev.coord.core.file.PlainFile;
import dev.coord.core.spi.FailureText;
import dev.coord.core.verdict.VerdictMemory;
import dev.coord.merge.TestResult;
import dev.coord.merge.Trial.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The verdicts of tests, remembered in the coordination directory across runs. One process at a time integrates, and so writes it;
 * tests run where it cannot be read or written.
 */
final class KeptVerdicts {

    private static final Logger LOG = LoggerFactory.getLogger(KeptVerdicts.class);

    private final Path home;
    private final Path file;
    private VerdictMemory memory;

    private KeptVerdicts(Path home, Path file, VerdictMemory memory) {
        this.home = home;
        this.file = file;
        this.memory = memory;
    }

    /** @param home the coordination directory */
    static KeptVerdicts in(Path home) {
        Path file = home.resolve("integration").resolve("verdicts");
        return new KeptVerdicts(home, file, read(file));
    }

    private static VerdictMemory read(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return VerdictMemory.EMPTY;
        }
        try {
            return VerdictMemory.read(new String(PlainFile.read(file), UTF_8));
        } catch (IOException e) {
            LOG.warn("verdicts of earlier tests are not known: {}", SafeText.line(FailureText.of(e)));
            return VerdictMemory.EMPTY;
        }
    }

    Optional<TestResult> recall(String key, Memory which) {
        return memory.recall(key, which);
    }

    void keep(String key, TestResult fresh) {
        VerdictMemory next = memory.with(key, fresh);
        if (next == memory) {
            return;
        }
        memory = next;
        try {
            PlainFile.swap(home, file, next.text());
        } catch (IOException e) {
            LOG.warn("verdicts of tests are not kept: {}", SafeText.line(FailureText.of(e)));
        }
    }
}
