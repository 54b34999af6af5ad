package dev.coord.cli.golden;

import dev.coord.core.answer.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** The answers to steps in a feature's life, and of what is told of them afterwards. */
final class GoldenFeatures implements GoldenScript {

    private static final String FEATURES = """
            {
              "first":  {"schema_changes": ["posts"], "shared_resources": ["mail"]},
              "second": {"blocked_by": ["first"]},
              "rival":  {"schema_changes": ["posts"]},
              "other":  {"shared_resources": ["mail"]},
              "done":   {}
            }
            """;

    private static final String WORK = """
            {
              "first":  {"file_writes": ["a.ts"], "schema_changes": ["posts"], "title": "The table",
                         "description": "Make the table of posts.\\n\\n- with a key"},
              "second": {"blocked_by": ["first"]},
              "third":  {"file_writes": ["a.ts"], "blocked_by": ["second"]},
              "fourth": {"schema_changes": ["posts"], "blocked_by": ["third"]}
            }
            """;

    private static final String STATE = """
            {
              "current_wave": 2,
              "completed_features": ["done", "earlier"],
              "active_features": ["foreign"],
              "blocked_features": ["halted"],
              "schema_changes": [
                {"feature_id": "done", "table": "posts", "operation": "CREATE TABLE", "committed": true},
                {"feature_id": "first", "table": "posts", "operation": "ALTER TABLE", "committed": false}
              ],
              "shared_resources": {"mail": {"initialized": true, "features_using": ["first", "other"]}}
            }
            """;

    /** One entry of each type, as people may append them. */
    private static final String CONFLICTS = """
            [2025-10-30T14:35:00Z] CONFLICT: file_write_conflict
            Features: P2, P4
            File: middleware.ts, app/x.ts
            Resolution: Serialize P4 after P2
            [2025-10-30T14:35:01Z] CONFLICT: schema_conflict
            Features: P2, P4
            Table: posts
            Resolution: Serialize P4 after P2
            [2025-10-30T14:35:02Z] CONFLICT: resource_contention
            Features: P2, P4
            Resource: mail
            Resolution: Both run
            [2025-10-30T14:35:03Z] CONFLICT: read_after_write
            Features: P2, P4
            File: lib/auth.ts
            Resolution: Both run
            [2025-10-30T14:35:04Z] CONFLICT: dependency_violation
            Features: P2, P4
            Prerequisite: P4
            Resolution: Wait
            [2025-10-30T14:35:05Z] CONFLICT: merge_conflict
            Features: P2, P4
            File: middleware.ts
            Resolution: Rework P4
            """;

    @Override
    public void play(GoldenStage stage) throws IOException {
        stage.golden("status-nothing", ExitCode.DONE, "status");
        stage.golden("conflicts-nothing", ExitCode.DONE, "conflicts");
        stage.golden("history-nothing", ExitCode.DONE, "history");
        stage.golden("start-nothing-stored", ExitCode.BAD_INPUT, "start", "first", "--agent", "me");
        Files.writeString(stage.home().resolve("coordination-state.json"), STATE);
        stage.golden("init", ExitCode.DONE, "init", stage.file("features.json", FEATURES));
        starts(stage);
        ends(stage);
        told(stage);
        claims(stage);
    }

    private static void claims(GoldenStage stage) throws IOException {
        stage.newHome("claims");
        stage.golden("next-nothing-stored", ExitCode.PREREQUISITES, "next", "--agent", "me");
        stage.done("init", stage.file("work.json", WORK));
        stage.golden("next", ExitCode.DONE, "next", "--agent", "me");
        stage.golden("next-none", ExitCode.TIMED_OUT, "next", "--agent", "you");
        stage.golden("status-claimed", ExitCode.DONE, "status");
        stage.done("complete", "first", "--agent", "me");
        stage.done("next", "--agent", "me", "--ttl", "10m");
        stage.done("fail", "second", "--agent", "me", "--reason", "no key");
        stage.golden("next-stuck", ExitCode.PREREQUISITES, "next", "--agent", "me");
        stage.done("retry", "second", "--agent", "me");
        for (String feature : new String[] {"second", "third", "fourth"}) {
            stage.done("next", "--agent", "me");
            stage.done("complete", feature, "--agent", "me");
        }
        stage.golden("next-done", ExitCode.ALL_DONE, "next", "--agent", "me");
    }

    private static void starts(GoldenStage stage) throws IOException {
        stage.golden("start", ExitCode.DONE, "start", "first", "--agent", "me");
        stage.golden("start-again", ExitCode.DONE, "start", "first", "--agent", "me");
        stage.golden("start-not-the-owner", ExitCode.CONFLICT, "start", "first", "--agent", "you");
        stage.golden("start-prerequisites", ExitCode.PREREQUISITES, "start", "second", "--agent", "you");
        stage.golden("start-schema-conflict", ExitCode.CONFLICT, "start", "rival", "--agent", "you");
        stage.golden("start-unknown", ExitCode.BAD_INPUT, "start", "frist", "--agent", "you");
        stage.golden("start-completed", ExitCode.FAILED, "start", "done", "--agent", "you");
    }

    private static void ends(GoldenStage stage) throws IOException {
        stage.golden("complete-pending", ExitCode.FAILED, "complete", "second", "--agent", "me");
        stage.golden("complete-stale", ExitCode.LEASE_LOST, "complete", "first", "--agent", "me", "--token", "7");
        stage.golden("block", ExitCode.DONE, "block", "first", "--agent", "me", "--reason", "no key\nin it");
        stage.golden("retry", ExitCode.DONE, "retry", "first", "--agent", "me");
        stage.done("start", "first", "--agent", "me");
        stage.golden("fail", ExitCode.DONE, "fail", "first", "--agent", "me");
        stage.done("retry", "first", "--agent", "me");
        stage.done("start", "first", "--agent", "me");
        stage.golden("complete", ExitCode.DONE, "complete", "first", "--agent", "me");
        stage.done("start", "other", "--agent", "me");
        stage.done("fail", "other", "--agent", "me", "--reason", "red");
        stage.done("start", "second", "--agent", "you");
    }

    private static void told(GoldenStage stage) throws IOException {
        stage.golden("status", ExitCode.DONE, "status");
        stage.golden("conflicts", ExitCode.DONE, "conflicts");
        Files.writeString(stage.home().resolve("conflicts.log"), CONFLICTS, StandardOpenOption.APPEND);
        stage.golden("conflicts-appended", ExitCode.DONE, "conflicts");
        stage.golden("history-features", ExitCode.DONE, "history");
        stage.golden("history-of-one", ExitCode.DONE, "history", "--feature", "first", "--since", "12");
    }
}
