package dev.coord.cli.golden;

import dev.coord.cli.CoordProcess;
import dev.coord.core.answer.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The answers of {@code coord rollback} and {@code coord clean}. */
final class GoldenRollbacks implements GoldenScript {

    @Override
    public void play(GoldenStage stage) throws Exception {
        String features = stage.file(
                "features.json",
                "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"file_writes\": [\"b.txt\"], \"blocked_by\": [\"a\"]}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("repo"), "README", "hello\n");
        String in = repository.toString();
        stage.done("run", features, "--repo", in, "--agent", "echo $COORD_FEATURE > $COORD_FEATURE.txt");
        stage.golden("rollback-needed", ExitCode.CONFLICT, "rollback", "--repo", in, "--feature", "a");
        stage.golden("rollback-set-back", ExitCode.DONE, "rollback", "--repo", in, "--wave", "1");
        stage.golden("rollback-nothing", ExitCode.DONE, "rollback", "--repo", in, "--wave", "1");
        stage.golden("clean", ExitCode.DONE, "clean", "--repo", in);
        stage.golden("clean-deleted", ExitCode.DONE, "clean", "--repo", in, "--delete");
        commit(repository, "other");
        stage.golden("rollback-reverted", ExitCode.DONE, "rollback", "--repo", in, "--feature", "a");
        stage.done("run", features, "--repo", in, "--agent", "echo $COORD_FEATURE > $COORD_FEATURE.txt");
        commit(repository, "a.txt");
        stage.golden(
                "rollback-conflict",
                ExitCode.CONFLICT,
                "rollback",
                "--repo",
                in,
                "--feature",
                "a",
                "--with-dependents");
        migrations(stage);
        content(stage);
    }

    /** A feature that landed later imports a file of another one, and so does what somebody committed by hand. */
    private static void content(GoldenStage stage) throws Exception {
        stage.newHome("imported");
        Path repository = CoordProcess.repository(stage.directory().resolve("web"), "README", "hello\n");
        String in = repository.toString();
        land(stage, repository, "a", "a.mjs", "export const a = 1;\n");
        land(stage, repository, "b", "b.mjs", "import { a } from './a.mjs';\n");
        stage.golden("rollback-needed-content", ExitCode.CONFLICT, "rollback", "--repo", in, "--feature", "a");
        write(repository, "own.mjs", "import { a } from './a.mjs';\n");
        stage.golden("rollback-breaks", ExitCode.CONFLICT, "rollback", "--repo", in, "--feature", "a");
        stage.golden("rollback-told", ExitCode.DONE, "rollback", "--repo", in, "--feature", "a", "--imports", "warn");
    }

    private static void land(GoldenStage stage, Path repository, String feature, String file, String content)
            throws Exception {
        CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/" + feature, "main");
        write(repository, file, content);
        CoordProcess.git(repository, "switch", "--quiet", "main");
        stage.done(
                "integrate",
                stage.file(feature + ".json", "{\"" + feature + "\": {}}"),
                "--repo",
                repository.toString());
    }

    /** Both features add migration 002, and the second one is under another number when both are undone. */
    private static void migrations(GoldenStage stage) throws Exception {
        stage.newHome("migrated");
        String features = stage.file("migrated.json", "{\"a\": {}, \"b\": {}}");
        Path repository = Files.createDirectories(stage.directory().resolve("shop/migrations"))
                .resolveSibling(".")
                .normalize();
        CoordProcess.repository(repository, "migrations/001_t.sql", "create table t (id int);\n");
        for (String feature : List.of("a", "b")) {
            CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/" + feature, "main");
            commit(repository, "migrations/002_" + feature + ".sql");
        }
        CoordProcess.git(repository, "switch", "--quiet", "main");
        String in = repository.toString();
        stage.done("integrate", features, "--repo", in);
        String[] back = {"rollback", "--repo", in, "--wave", "0", "--migrate-down"};
        stage.golden("rollback-not-undone", ExitCode.FAILED, with(back, "echo 'it is in use'; exit 1"));
        stage.golden("status-not-undone", ExitCode.DONE, "status", "--repo", in);
        stage.golden("rollback-undone", ExitCode.DONE, with(back, "true"));
    }

    private static String[] with(String[] words, String last) {
        return Stream.concat(Stream.of(words), Stream.of(last)).toArray(String[]::new);
    }

    private static void commit(Path repository, String file) throws Exception {
        write(repository, file, "mine\n");
    }

    private static void write(Path repository, String file, String content) throws Exception {
        Files.writeString(repository.resolve(file), content);
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "-m", "mine");
    }
}
