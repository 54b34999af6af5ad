package dev.coord.cli.golden;

import dev.coord.cli.CoordProcess;
import dev.coord.core.answer.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answers of {@code coord radar}. */
final class GoldenRadar implements GoldenScript {

    @Override
    public void play(GoldenStage stage) throws Exception {
        String features = stage.file(
                "features.json",
                "{\"a\": {\"file_writes\": [\"a.txt\"]}, \"b\": {\"file_writes\": [\"b.txt\"]}, \"c\": {\"file_writes\": [\"c.txt\"]}}");
        Path repository =
                CoordProcess.repository(stage.directory().resolve("repo"), "app.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        String in = repository.toString();
        stage.done("init", features, "--repo", in);
        for (String feature : new String[] {"a", "b", "c"}) {
            stage.done("start", feature, "--agent", "agent-" + feature, "--repo", in);
        }
        work(repository, "a", "1\n2\nthree\n4\n5\n6\n7\n8\n9\n");
        stage.golden("radar-nothing", ExitCode.DONE, "radar", "--repo", in);
        work(repository, "b", "1\n2\ndrei\n4\n5\nsechs\n7\n8\n9\n");
        Files.writeString(repository.resolve("app.txt"), "1\n2\n3\n4\n5\n6\n7\nacht\n9\n");
        CoordProcess.git(repository, "commit", "--quiet", "-am", "on");
        stage.golden("radar", ExitCode.CONFLICT, "radar", "--repo", in);
    }

    private static void work(Path repository, String feature, String text) throws Exception {
        Path tree = repository.resolveSibling("work-" + feature);
        CoordProcess.git(repository, "worktree", "add", "--quiet", "-b", "feature/" + feature, tree.toString());
        Files.writeString(tree.resolve("app.txt"), text);
    }
}
