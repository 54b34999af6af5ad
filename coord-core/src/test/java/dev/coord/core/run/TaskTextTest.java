package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.plan.Feature;
import dev.coord.run.AgentTask;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TaskTextTest {

    private static AgentTask task(Feature feature) {
        return task(feature, List.of());
    }

    private static AgentTask task(Feature feature, List<PathLock> locks) {
        Workspace workspace = new Workspace(
                new RunId("r1"), feature.id(), 1, Path.of("/w"), "refs/heads/f", new CommitId("1".repeat(40)));
        Lease lease = new Lease(
                new LeaseId("lease-1"),
                new RequestId("request-1"),
                new AgentId("agent 1"),
                feature.id(),
                new FencingToken(7),
                locks,
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(300),
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty());
        return AgentTask.builder(feature, workspace, lease.agent(), lease)
                .timeout(Duration.ofMinutes(20))
                .build();
    }

    @Test
    void whoeverIsCalledAgainOrAfterAFailureReadsThatInTheTask() {
        AgentTask task = task(Feature.builder("P2").writes("a.ts").build()).toBuilder()
                .feedback("# Your work on this feature did not land\n\nIt goes back to you.\n")
                .earlier(Optional.of(new EarlierFailure("exit status 3", "refs/coord/kept/r1/P2-1")))
                .build();

        assertThat(TaskText.of(task, new TreeMap<>(), "coord"))
                .contains(
                        "# Feature P2\n\n## What has been before\n\nYou made this feature before, and it did not land: the end of"
                                + " this text says why, and what is to be done.\n\nAn attempt at this feature failed: exit status 3."
                                + " What it made is not in this work tree but kept at `refs/coord/kept/r1/P2-1`.\n\n"
                                + "    git diff HEAD...refs/coord/kept/r1/P2-1\n\n## What you may write")
                .endsWith("later.\n\n# Your work on this feature did not land\n\nIt goes back to you.\n");
    }

    @Test
    void itsCheckStandsInTheTask() {
        Feature feature = Feature.builder("P2").check("npm ci\nnpm test").build();

        assertThat(TaskText.of(task(feature), new TreeMap<>(), "coord"))
                .contains(
                        "Everything in this work tree.\n\n## How to tell whether it works\n\nThis command has to end with exit"
                                + " status 0 at the root of this work tree:\n\n```sh\nnpm ci\nnpm test\n```\n\n## How to ask");
    }

    @Test
    void whatOthersMayWriteAtTheSameTimeIsNotCalledOnesOwn() {
        Feature feature = Feature.builder("P2").writes("a.ts", "shared.ts").build();
        List<PathLock> locks = List.of(
                new PathLock(new RepoPath("a.ts"), PathLock.Operation.WRITE),
                new PathLock(new RepoPath("shared.ts"), PathLock.Operation.READ));

        assertThat(TaskText.of(task(feature, locks), new TreeMap<>(), "coord"))
                .contains(
                        "You hold the locks of these paths:\n\n- `a.ts`\n\nYou may write these as well, but other agents may write"
                                + " them at the same time, and git merges what you all made: change only the lines that you need to.\n\n"
                                + "- `shared.ts`\n\n## What you may read");
    }

    @Test
    void saysWhatIsToBeBuiltAndUnderWhatLocks() {
        Feature feature = Feature.builder("P2")
                .title("Profiles")
                .description("Show *profiles*:\n\n- one\n")
                .writes("app/profile/**", "a`b.ts")
                .reads("app/auth.ts")
                .changesSchema("profiles")
                .uses("mailer", "auth")
                .build();
        Map<FeatureId, List<String>> landed = Map.of(
                new FeatureId("P1"),
                List.of("Add the form", "Hash \u001b[31m passwords"),
                new FeatureId("P0"),
                List.of());

        assertThat(TaskText.of(task(feature), new TreeMap<>(landed), "/opt/coord"))
                .isEqualTo("""
                        # Profiles

                        Show *profiles*:

                        - one


                        ## What you may write

                        You hold the locks of these paths:

                        - `app/profile/**`
                        - `` a`b.ts ``

                        You may create or modify these tables: `profiles`.

                        You use, together with others: `mailer`, `auth`.

                        ## What you may read

                        Everything in this work tree. The feature builds on:

                        - `app/auth.ts`

                        ## What has landed before

                        - `P0`
                        - `P1`
                          - Add the form
                          - Hash \\u001b[31m passwords

                        ## How to ask for more locks

                        Other agents work on other features at the same time. Before you write a path that is not listed above, \
                        ask for its lock, in this work tree:

                            /opt/coord lock acquire --agent 'agent 1' --feature P2 --ttl 1200s --wait 30s --write PATH

                        Exit code 0 means that you may write it. Otherwise another agent has it: leave the path as it is, or ask \
                        again later.
                        """);
    }

    @Test
    void leavesOutWhatIsNotDeclared() {
        assertThat(TaskText.of(task(Feature.builder("P1").build()), new TreeMap<>(), "coord"))
                .startsWith("""
                        # Feature P1

                        ## What you may write

                        No path is declared, so you hold no lock.

                        ## What you may read

                        Everything in this work tree.

                        ## How to ask for more locks
                        """);
    }

    @Property(tries = 200)
    void holdsTheDescriptionWordForWord(@ForAll @StringLength(min = 1, max = 50) String description) {
        Feature feature = Feature.builder("P1").description(description).build();

        assertThat(TaskText.of(task(feature), new TreeMap<>(), "coord"))
                .startsWith("# Feature P1\n\n" + description + "\n\n## What you may write");
    }
}
