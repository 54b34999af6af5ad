package dev.coord.git.stash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.object.RawCommit;
import dev.coord.git.stash.StashList.Entry;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What git tells of stashes, and whose each of them is. */
class StashListTest {

    private static final CommitId STASH = new CommitId("a".repeat(40));
    private static final CommitId HEAD = new CommitId("b".repeat(40));
    private static final CommitId INDEX = new CommitId("c".repeat(40));

    @Nested
    class Reading {

        @Test
        void readsCommitHeadAndText() {
            assertThat(StashList.of(said(STASH + "\n" + HEAD + " " + INDEX + "\nWIP on main: 1 x\0")))
                    .containsExactly(new Entry(STASH, HEAD, "WIP on main: 1 x"));
        }

        @Test
        void aTextMayHaveMoreLinesAndNoneAtAll() {
            assertThat(StashList.of(
                            said(STASH + "\n" + HEAD + "\nOn main: one\ntwo\n\0" + STASH + "\n" + HEAD + "\n\0")))
                    .extracting(Entry::text)
                    .containsExactly("On main: one\ntwo", "");
        }

        @Test
        void passesOverWhatHasNoParentAndWhatIsCutOff() {
            assertThat(StashList.of(said(STASH + "\n\nOn main: x\0" + STASH + "\n" + HEAD + "\0")))
                    .isEmpty();
            assertThat(StashList.of(new GitAnswer(128, "", "fatal: bad revision")))
                    .isEmpty();
        }

        private GitAnswer said(String raw) {
            return new GitAnswer(0, raw, "");
        }
    }

    @Nested
    class Commits {

        @Test
        void aStashHasAHeadAndAnIndexAndPerhapsUntrackedFiles() {
            assertThat(StashList.entry(commit("On main: x\n", HEAD, INDEX)))
                    .contains(new Entry(STASH, HEAD, "On main: x"));
            assertThat(StashList.entry(commit("WIP on (no branch): 1 x\n\nmore", HEAD, INDEX, STASH)))
                    .map(Entry::text)
                    .contains("WIP on (no branch): 1 x");
        }

        @Test
        void otherCommitsAreNone() {
            assertThat(StashList.entry(commit("On main: x\n", HEAD))).isEmpty();
            assertThat(StashList.entry(commit("Merge branch 'x'\n", HEAD, INDEX)))
                    .isEmpty();
        }

        private RawCommit commit(String message, CommitId... parents) {
            return new RawCommit(STASH, List.of(parents), 0, message);
        }
    }

    @Nested
    class Owners {

        private final Workspace workspace =
                new Workspace(new RunId("r"), new FeatureId("A"), 1, Path.of("/w"), "refs/heads/feature/A", INDEX);

        @Test
        void aStashOnTheBranchIsTheAgents() {
            assertThat(isOf("WIP on feature/A: 1 x", HEAD, List.of())).isTrue();
            assertThat(isOf("On feature/A: two\nlines", HEAD, List.of())).isTrue();
            assertThat(isOf("WIP on feature/AB: 1 x", HEAD, List.of(HEAD))).isFalse();
        }

        @Test
        void oneWithoutABranchIsWhereOnlyItsWorkTreeHadTheCommit() {
            assertThat(isOf("WIP on (no branch): 1 x", HEAD, List.of(HEAD))).isTrue();
            assertThat(isOf("a text of the user's", HEAD, List.of(HEAD))).isTrue();
            assertThat(isOf("WIP on (no branch): 1 x", HEAD, List.of())).isFalse();
            assertThat(isOf("WIP on (no branch): 1 x", INDEX, List.of(INDEX)))
                    .as("everybody has the base")
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"WIP on feature/A: 1 x", "On feature/B: a\nb"})
        void theGuardLeavesAgentsTheirOwn(String text) {
            assertThat(StashGuard.isMadeByAgents(text)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"WIP on main: feature/A: x", "On feature: x", "feature/A: x", ""})
        void theGuardKeepsTheOthers(String text) {
            assertThat(StashGuard.isMadeByAgents(text)).isFalse();
        }

        @Test
        void aPinSaysTheTextOfEachStash() {
            String list = "Stashes before attempt 1\n\n" + STASH + " On main: x y\n" + HEAD + " WIP\n";

            assertThat(StashGuard.text(list, STASH)).isEqualTo("On main: x y");
            assertThat(StashGuard.text(list, HEAD)).isEqualTo("WIP");
            assertThat(StashGuard.text(list, INDEX)).isEmpty();
        }

        private boolean isOf(String text, CommitId on, List<CommitId> noted) {
            return Stashes.isOf(new Entry(STASH, on, text), workspace, noted);
        }
    }
}
