package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.git.command.Git;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator.Landed;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.WaveWork;
import dev.coord.run.Collected;
import dev.coord.run.Collected.Undone;
import dev.coord.run.Collected.Undone.How;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings that people have for their own use of git change nothing of what coord finds out and does. Each row is a set of
 * settings, all set at once, in the repository, where they count as those of the user do.
 */
class SettingsIT {

    private static final String LONG = "long line of a file that is moved, number ";

    @TempDir
    Path temp;

    static Stream<Map<String, String>> settings() {
        Map<String, String> first = new LinkedHashMap<>();
        put(first, "grep", "patternType=fixed", "extendedRegexp=true", "fullName=true");
        put(first, "trailer", "separators==", "where=before", "ifexists=doNothing");
        put(first, "trailer.coord-feature", "key=Coord-Feature#", "ifmissing=doNothing");
        put(first, "core", "commentChar=C", "abbrev=4", "quotePath=true", "warnAmbiguousRefs=false");
        put(first, "core", "ignoreStat=true", "checkStat=minimal", "trustctime=false", "splitIndex=true");
        put(first, "core", "untrackedCache=true", "preloadIndex=false", "logAllRefUpdates=false");
        put(first, "core", "bigFileThreshold=1", "preferSymlinkRefs=true", "fsync=none", "useReplaceRefs=false");
        put(first, "core", "pager=false", "editor=false", "notesRef=refs/notes/x", "safecrlf=true");
        put(first, "splitIndex", "maxPercentChange=0", "sharedIndexExpire=now");
        put(first, "diff", "orderFile=/nonexistent", "external=false", "ignoreSubmodules=all", "renames=copies");
        put(first, "diff", "renameLimit=1", "noprefix=true", "relative=true", "submodule=diff", "dirstat=lines");
        put(first, "diff", "algorithm=patience", "context=0", "interHunkContext=9", "wsErrorHighlight=all");
        put(first, "color", "ui=always", "status=always", "diff=always", "branch=always", "push=always");
        put(first, "column", "ui=always");
        put(first, "log", "date=raw", "showSignature=true", "follow=true", "decorate=full", "diffMerges=combined");
        put(first, "log", "abbrevCommit=true", "showRoot=false", "mailmap=false");
        put(first, "format", "pretty=oneline", "notes=refs/notes/x");
        put(first, "i18n", "commitEncoding=ISO-8859-1", "logOutputEncoding=UTF-16");
        put(first, "status", "short=true", "branch=true", "relativePaths=false", "renames=copies");
        put(first, "status", "showUntrackedFiles=no", "showStash=true", "aheadBehind=false", "submoduleSummary=true");
        put(first, "protocol", "version=0", "allow=never");
        put(first, "fetch", "fsckObjects=true", "unpackLimit=100000", "prune=true", "pruneTags=true", "output=compact");
        put(first, "transfer", "hideRefs=refs", "fsckObjects=true", "unpackLimit=1", "credentialsInUrl=die");
        put(first, "uploadpack", "hideRefs=refs", "packObjectsHook=false");
        put(first, "url./nowhere", "insteadOf=/");
        put(first, "pack", "packSizeLimit=1m", "threads=1", "indexVersion=1", "writeReverseIndex=true");
        put(first, "pack", "useBitmaps=false", "compression=0");
        put(first, "index", "version=4", "threads=1", "recordEndOfIndexEntries=true", "skipHash=true");
        put(first, "feature", "manyFiles=true", "experimental=true");
        put(first, "merge", "directoryRenames=true", "conflictStyle=diff3", "renameLimit=1", "verbosity=5", "log=9");
        put(first, "merge", "ff=only", "renames=false", "stat=false", "verifySignatures=true");
        put(first, "commit", "gpgSign=true", "template=/nonexistent", "cleanup=scissors", "verbose=true");
        put(first, "gpg", "program=false", "format=ssh");
        put(first, "branch", "autoSetupMerge=always", "autoSetupRebase=always", "sort=-committerdate");
        put(first, "init", "defaultBranch=no..name", "templateDir=/nonexistent");
        put(first, "checkout", "guess=false", "workers=8", "defaultRemote=x", "thresholdForParallelism=0");
        put(first, "clean", "requireForce=true");
        put(first, "add", "ignoreErrors=true");
        put(first, "advice", "addIgnoredFile=false", "detachedHead=true", "graftFileDeprecated=false");
        put(first, "gc", "auto=1", "autoDetach=false", "pruneExpire=now", "writeCommitGraph=true");
        put(first, "maintenance", "auto=true");
        put(first, "submodule", "recurse=true", "active=x", "propagateBranches=true");
        put(first, "rerere", "enabled=true", "autoUpdate=true");
        put(first, "worktree", "guessRemote=true", "useRelativePaths=true");
        put(first, "push", "default=nothing");
        put(first, "rebase", "autoStash=true", "updateRefs=true");
        put(first, "stash", "showIncludeUntracked=true", "showPatch=true");
        put(first, "safe", "bareRepository=explicit");
        put(first, "user", "useConfigOnly=true", "signingKey=none");
        put(first, "blame", "showEmail=true");
        put(first, "versionsort", "suffix=-x");
        put(first, "alias", "rev-list=false", "cat-file=false");
        put(first, "pager", "rev-list=true", "status=false");
        put(first, "pretty", "raw=%H", "medium=%h");
        put(first, "notes", "displayRef=refs/notes/*");
        put(first, "fsck", "badTimezone=error");
        put(first, "remote.origin", "url=/nonexistent", "mirror=true", "tagOpt=--tags", "vcs=none");

        Map<String, String> second = new LinkedHashMap<>();
        put(second, "protocol", "version=1");
        put(second, "grep", "patternType=perl");
        put(second, "trailer", "separators=%");
        put(second, "core", "commentChar=auto", "untrackedCache=keep", "logAllRefUpdates=always", "abbrev=no");
        put(second, "core", "compression=0", "createObject=rename", "sharedRepository=group", "fsyncMethod=batch");
        put(second, "core", "multiPackIndex=false", "commitGraph=false");
        put(second, "diff", "ignoreSubmodules=dirty", "renames=false", "mnemonicPrefix=true", "indentHeuristic=false");
        put(second, "status", "showUntrackedFiles=all");
        put(second, "log", "follow=false", "diffMerges=off", "date=human");
        put(second, "i18n", "logOutputEncoding=EBCDIC-US");
        put(second, "merge", "directoryRenames=false", "renames=copies", "conflictStyle=zdiff3");
        put(second, "submodule", "recurse=false");
        put(second, "pack", "packSizeLimit=1g", "window=0", "depth=0", "island=refs/");
        put(second, "gc", "auto=0");
        put(second, "color", "ui=false");
        put(second, "fetch", "negotiationAlgorithm=noop", "writeCommitGraph=true");
        return Stream.of(Map.of(), first, second);
    }

    private static void put(Map<String, String> all, String section, String... settings) {
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            all.put(section + "." + parts[0], parts[1]);
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("settings")
    void changeNothing(Map<String, String> settings) throws InterruptedException {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        Scripts.run(sandbox.directory, "for i in 1 2 3 4 5 6 7 8 9; do echo " + LONG + "$i; done > m");
        sandbox.commitAll("files");
        StringBuilder set = new StringBuilder();
        settings.forEach((name, value) -> set.append("git config '" + name + "' '" + value + "'\n"));
        Scripts.run(sandbox.directory, set.toString());

        FeatureTip first = collected(
                sandbox, "A", "echo A-LINE >> shared.txt; echo new > new; head -c 3000000 /dev/urandom > big");
        land(sandbox, first);
        FeatureTip second =
                collected(sandbox, "B", "git -c core.abbrev=40 checkout -q main~1 -- shared.txt; mv m moved");
        Candidate landed = land(sandbox, second);

        assertThat(sandbox.integrator()
                        .survey(Sandbox.MAIN, java.util.Set.of(first.tip(), second.tip()))
                        .landed())
                .hasSize(2)
                .containsEntry(new FeatureId("B"), new Landed(landed.commit(), "digest-B"));
        assertThat(undone).containsExactly(new Undone("shared.txt", How.REVERTS, List.of(new FeatureId("A"))));
        assertThat(new Git(sandbox.directory).run("diff-index", "HEAD").raw()).isEmpty();
        assertThat(landed.commit()).isEqualTo(sandbox.commit("main"));
    }

    private List<Undone> undone = List.of();

    private FeatureTip collected(Sandbox sandbox, String feature, String script) {
        Workspace workspace = sandbox.prepared(feature);
        Scripts.run(workspace.directory(), script);
        Collected collected = sandbox.worktrees().collect(workspace, Sandbox.feature(feature));
        assertThat(collected).isInstanceOf(Collected.Work.class);
        undone = ((Collected.Work) collected).undone();
        sandbox.worktrees().remove(workspace);
        return new FeatureTip(workspace.feature(), "digest-" + feature, ((Collected.Work) collected).tip());
    }

    private static Candidate land(Sandbox sandbox, FeatureTip tip) throws InterruptedException {
        WaveWork wave = Sandbox.wave(tip);
        Candidate candidate = ((Merged) sandbox.integrator().merge(wave)).candidate();
        assertThat(sandbox.integrator().land(candidate)).isInstanceOf(LandingOutcome.Landed.class);
        return candidate;
    }
}
