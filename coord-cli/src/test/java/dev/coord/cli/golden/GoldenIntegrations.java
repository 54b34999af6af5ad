package dev.coord.cli.golden;

import dev.coord.cli.CoordProcess;
import dev.coord.core.answer.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answers of {@code coord integrate}. */
final class GoldenIntegrations implements GoldenScript {

    @Override
    public void play(GoldenStage stage) throws Exception {
        String features =
                stage.file("features.json", "{\"a\": {}, \"b\": {}, \"c\": {\"blocked_by\": [\"b\"]}, \"d\": {}}");
        Path repository = CoordProcess.repository(stage.directory().resolve("repo"), "README", "hello\n");
        String in = repository.toString();
        stage.golden("error-integrate-missing", ExitCode.BAD_INPUT, "integrate", features, "--repo", in);
        for (String feature : new String[] {"a", "b", "c", "d"}) {
            CoordProcess.git(repository, "switch", "--quiet", "--create", "feature/" + feature, "main");
            Files.writeString(repository.resolve(feature.equals("b") ? "README" : feature), feature + "\n");
            if (feature.equals("a")) {
                Files.writeString(repository.resolve("README"), "good morning\n");
            }
            CoordProcess.git(repository, "add", "--all");
            CoordProcess.git(repository, "commit", "--quiet", "-m", feature);
        }
        CoordProcess.git(repository, "switch", "--quiet", "main");
        stage.golden("integrate-dry-run", ExitCode.FAILED, "integrate", features, "--repo", in, "--dry-run");
        stage.golden("integrate-unmerged", ExitCode.FAILED, "integrate", features, "--repo", in);
        stage.golden("integrate-landed", ExitCode.DONE, "integrate", features, "--repo", in, "--features", "a,d");
        stage.golden("status-integrated", ExitCode.DONE, "status");
    }
}
