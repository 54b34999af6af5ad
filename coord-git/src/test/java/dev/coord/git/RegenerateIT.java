package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.ProcessLife;
import dev.coord.git.regenerate.Regenerations;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.Resolved;
import dev.coord.run.Regeneration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that a command makes, such as lock files, where git cannot merge them. */
@Timeout(120)
class RegenerateIT {

    @TempDir
    private Path temp;

    private Sandbox sandbox;
    private FeatureTip first;
    private FeatureTip second;
    private Path calls;

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        calls = temp.resolve("calls");
        first = made("P1");
        second = made("P2");
    }

    /** Each adds a part of its own, and a lock file that lists all parts. */
    private FeatureTip made(String feature) {
        Scripts.run(
                sandbox.directory,
                "git checkout -qb " + feature + " main && echo " + feature + " >part-" + feature
                        + " && ls part-* >a.lock && git add . && git commit -qm x && git checkout -q main");
        return new FeatureTip(new FeatureId(feature), "digest", sandbox.commit(feature));
    }

    private MergeOutcome merge(String command) throws InterruptedException {
        return merge(command, Duration.ofMinutes(1));
    }

    private MergeOutcome merge(String command, Duration limit) throws InterruptedException {
        GitRepository repository = sandbox.repository();
        return sandbox.integrator()
                .understanding(clone -> new Understanding(
                        List.of(),
                        new Regenerations(
                                repository.internal(),
                                clone,
                                sandbox.coordination,
                                WorkTreeSetup.NONE.of(repository, sandbox.coordination),
                                List.of(new Regeneration(new RepoPath("*.lock"), "echo >>" + calls + "; " + command)),
                                limit)))
                .merge(Sandbox.wave(first, second));
    }

    private String content(MergeOutcome outcome, String file) {
        return sandbox.git("show", ((Merged) outcome).candidate().commit() + ":" + file);
    }

    private String refusal(MergeOutcome outcome) {
        return ((Conflicted) outcome.leftOut().get(0)).failure();
    }

    @Test
    void takesOnlyTheFileOfWhatTheCommandMakesOfTheMergedTree() throws Exception {
        String command =
                "cat a.lock >" + temp.resolve("found") + "; ls part-* >\"$COORD_FILE\"; echo x >part-P1; echo y >new";

        MergeOutcome outcome = merge(command);

        assertThat(Sandbox.read(temp.resolve("found")))
                .as("as the target has it")
                .isEqualTo("part-P1\n");
        assertThat(content(outcome, "a.lock")).isEqualTo("part-P1\npart-P2");
        assertThat(content(outcome, "part-P1")).isEqualTo("P1");
        assertThat(sandbox.has(((Merged) outcome).candidate().commit() + ":new"))
                .isFalse();
        assertThat(((Merged) outcome).candidate().resolved())
                .containsExactly(Resolved.regenerated(second.feature(), "a.lock"));
        assertThat(temp.resolve("repo.coord")).doesNotExist();
    }

    @Test
    void isMadeOnceForTheSameVersionsSoThatARepetitionGivesTheSameCommit() throws Exception {
        MergeOutcome outcome = merge("date +%N >>a.lock");

        assertThat(merge("date +%N >>a.lock")).isEqualTo(outcome);
        assertThat(Sandbox.read(calls)).hasSize(1);
        assertThat(merge("date +%N >>a.lock; true")).isNotEqualTo(outcome);
    }

    @Test
    void takesLineEndsAsGitDoes() throws Exception {
        sandbox.git("config", "core.autocrlf", "input");

        assertThat(content(merge("printf 'a\\r\\nb\\r\\n' >a.lock"), "a.lock")).isEqualTo("a\nb");
    }

    @Test
    void theConflictStaysWhereTheCommandFailsOrLeavesWhatIsNoSuchFile() throws Exception {
        MergeOutcome failed = merge("echo no network; exit 3");

        assertThat(refusal(failed))
                .startsWith("'a.lock' could not be made anew: its command failed: exit status 3; its output is in ");
        assertThat(((Conflicted) failed.leftOut().get(0)).output()).endsWith("no network\n");
        assertThat(content(failed, "a.lock")).isEqualTo("part-P1");
        assertThat(refusal(merge("rm -rf * .git")))
                .startsWith("'a.lock' could not be made anew: its command left no file there");
        assertThat(refusal(merge("ln -sf /etc/passwd a.lock")))
                .startsWith("'a.lock' could not be made anew: its command left no file there");
        assertThat(refusal(merge("git show " + second.tip()
                        + ":a.lock >x; printf '<<<<<<< a\\n=======\\n>>>>>>> b\\n' >a.lock")))
                .startsWith("'a.lock' could not be made anew: its command left marks of a conflict in it");
    }

    @Test
    void endsACommandThatHangsAndWhatItLeftRunning() throws Exception {
        Path pid = temp.resolve("pid");

        MergeOutcome late = merge("echo $$ >" + pid + "; sleep 1000", Duration.ofMillis(300));
        String hung = Sandbox.read(pid).strip();
        MergeOutcome behind = merge("sleep 1000 & echo $! >" + pid + "; ls part-* >a.lock");

        assertThat(refusal(late)).contains("its command failed: still running after 0 s and ended");
        assertThat(ProcessHandle.of(Long.parseLong(hung)).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(behind.leftOut()).isEmpty();
        assertThat(lives(Sandbox.read(pid).strip())).isFalse();
    }

    private static boolean lives(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(ProcessLife::of)
                .filter(ProcessLife::isAlive)
                .isPresent();
    }

    @Test
    void endsWhatAKilledProcessLeftWorkingThere() throws Exception {
        Path place = Files.createDirectories(temp.resolve("repo.coord/r1/regenerate"));
        String marker = ProcessFamily.markerAt("r1/regenerate", place);
        ProcessBuilder left = new ProcessBuilder("sleep", "1000").directory(place.toFile());
        left.environment().put(ProcessFamily.MARKER, marker);
        Process process = left.start();

        sandbox.integrator().merge(Sandbox.wave(first));

        assertThat(process.waitFor()).isNotZero();
        assertThat(place).doesNotExist();
    }

    @Test
    void anInterruptEndsTheCommand() throws Exception {
        Scripts.run(temp, "mkfifo begun");
        ExecutorService thread = Executors.newSingleThreadExecutor();

        Future<?> merge = thread.submit(() -> merge("echo >" + temp.resolve("begun") + "; sleep 1000"));
        Files.readString(temp.resolve("begun"));
        thread.shutdownNow();

        assertThatThrownBy(merge::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
    }
}
