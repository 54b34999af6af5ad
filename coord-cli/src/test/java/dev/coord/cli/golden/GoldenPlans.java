package dev.coord.cli.golden;

import dev.coord.cli.Called;
import dev.coord.core.answer.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The answers to commands that only read the feature file. */
final class GoldenPlans implements GoldenScript {

    /** Every kind of conflict, ordered and not; a hidden dependency that can be declared, and some that cannot. */
    private static final String CONTENDED = """
            {
              "auth":    {"file_writes": ["middleware.ts", "lib/auth.ts"], "schema_changes": ["profiles"],
                          "shared_resources": ["mail"], "estimate": "PT45M", "priority": 2},
              "profile": {"file_writes": ["app/profile/"], "file_reads": ["lib/auth.ts"], "schema_changes": ["profiles"],
                          "blocked_by": ["auth"], "estimate": "PT1H30M"},
              "admin":   {"file_writes": ["middleware.ts", "app/**"], "shared_resources": ["mail"]},
              "report":  {"file_reads": ["lib/auth.ts"], "file_writes": ["report.ts"]},
              "left":    {"file_reads": ["right.ts"], "file_writes": ["left.ts"], "schema_changes": ["posts"]},
              "right":   {"file_reads": ["left.ts"], "file_writes": ["right.ts"], "schema_changes": ["posts"]},
              "alone":   {"file_writes": ["alone.ts"]},
              "last":    {"file_writes": ["last.ts"], "blocked_by": ["profile"]}
            }
            """;

    @Override
    public void play(GoldenStage stage) throws IOException {
        String outside = stage.directory().toString();
        String features = Called.specification(stage.directory()).toString();
        stage.golden("plan", ExitCode.DONE, "plan", features, "--agents", "2", "--repo", outside);
        String contended = stage.file("contended.json", CONTENDED);
        stage.golden("plan-contended", ExitCode.DONE, "plan", contended, "--agents", "2", "--repo", outside);
        stage.golden("plan-optimistic", ExitCode.DONE, "plan", contended, "--overlap", "optimistic", "--repo", outside);
        warned(stage);
        verdicts(stage, features, contended, outside);
        stage.golden("why", ExitCode.DONE, "why", features, "P3_posts", "--repo", outside);
        stage.golden("why-first", ExitCode.DONE, "why", contended, "alone", "--repo", outside);
        stage.golden("why-file", ExitCode.DONE, "why", contended, "admin", "--repo", outside);
        stage.golden("why-schema", ExitCode.DONE, "why", contended, "right", "--repo", outside);
        stage.golden("why-chain", ExitCode.DONE, "why", contended, "last", "--repo", outside);
        stage.golden("simulate", ExitCode.DONE, "simulate", contended, "--agents", "2", "--repo", outside);
        String hot = stage.file("hot.json", """
                {
                  "a": {"file_writes": ["hot.ts"], "estimate": "PT1H"},
                  "b": {"file_writes": ["hot.ts"], "schema_changes": ["posts"], "estimate": "PT1H"},
                  "c": {"file_writes": ["hot.ts"], "schema_changes": ["posts"]}
                }
                """);
        stage.golden("simulate-bottlenecks", ExitCode.DONE, "simulate", hot, "--repo", outside);
        stage.golden(
                "simulate-continuous",
                ExitCode.DONE,
                "simulate",
                contended,
                "--schedule",
                "continuous",
                "--overlap",
                "optimistic",
                "--repo",
                outside);
        stage.golden("schema", ExitCode.DONE, "schema");
    }

    private static void warned(GoldenStage stage) throws IOException {
        Path repository = stage.directory().resolve("work");
        Files.createDirectories(repository.resolve(".git"));
        Files.createDirectories(repository.resolve("src"));
        String file = stage.file("warned.json", """
                {
                  "A": {"file_writes": ["src", "~/x"], "schema_changes": ["posts"]},
                  "B": {"file_writes": ["**/*.ts", "lib"], "schema_changes": ["Posts"]},
                  "C": {"file_writes": ["lib/c.ts"]}
                }
                """);
        stage.golden("plan-warned", ExitCode.DONE, "plan", file, "--repo", repository.toString());
        StringBuilder many = new StringBuilder("{\"A\": {\"file_writes\": [\"~/0\"");
        for (int i = 1; i <= 101; i++) {
            many.append(", \"~/").append(i).append('"');
        }
        String names = stage.file("many.json", many + "]}}");
        stage.golden(
                "plan-many-warnings",
                ExitCode.DONE,
                "plan",
                names,
                "--repo",
                stage.directory().toString());
    }

    private static void verdicts(GoldenStage stage, String features, String contended, String outside)
            throws IOException {
        stage.golden("check-parallel", ExitCode.DONE, "check", contended, "alone", "admin", "--repo", outside);
        stage.golden(
                "check-parallel-after",
                ExitCode.DONE,
                "check",
                features,
                "P2_user_profile",
                "P3_posts",
                "--repo",
                outside);
        stage.golden("check-serialize", ExitCode.DONE, "check", contended, "auth", "admin", "--repo", outside);
        stage.golden("check-serialize-schema", ExitCode.DONE, "check", contended, "left", "right", "--repo", outside);
        stage.golden("check-ordered", ExitCode.DONE, "check", contended, "auth", "last", "--repo", outside);
    }
}
