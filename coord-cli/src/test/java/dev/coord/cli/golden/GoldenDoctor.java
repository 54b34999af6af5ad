package dev.coord.cli.golden;

import dev.coord.core.answer.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The answers of {@code coord doctor}, and of others where the snapshot cannot be read. */
final class GoldenDoctor implements GoldenScript {

    @Override
    public void play(GoldenStage stage) throws IOException {
        stage.golden("doctor-no-directory", ExitCode.FAILED, "doctor");
        stage.done("lock", "acquire", "--agent", "me", "--feature", "P1", "--write", "a.ts");
        stage.golden("doctor", ExitCode.DONE, "doctor");
        damage(stage.home());
        stage.golden("doctor-problems", ExitCode.FAILED, "doctor");
        stage.golden("doctor-repaired", ExitCode.FAILED, "doctor", "--repair");
        stage.golden("history-gap", ExitCode.DONE, "history");
        corrupt(stage.home().resolve("coordination.d/snapshot.json"));
        stage.golden("doctor-corrupt", ExitCode.FAILED, "doctor");
        stage.golden("error-status-corrupt", ExitCode.FAILED, "status");
        stage.golden("error-start-corrupt", ExitCode.FAILED, "start", "a", "--agent", "me");
    }

    private static void damage(Path home) throws IOException {
        Files.delete(home.resolve("coordination-state.json"));
        Files.writeString(home.resolve("coordination-locks.json"), "{\"locks\": 7}");
        Path history = home.resolve("history.jsonl");
        String lines = Files.readString(history);
        Files.writeString(history, lines.substring(0, lines.length() - 9));
        Path orphan = Files.writeString(home.resolve("coordination.d/.coord-tmp-1"), "half");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.EPOCH));
    }

    /** One letter, and not one at some place in bytes, which moves with the number of a process. */
    private static void corrupt(Path truth) throws IOException {
        Files.writeString(truth, Files.readString(truth).replace("\"last_token\"", "\"lost_token\""));
    }
}
