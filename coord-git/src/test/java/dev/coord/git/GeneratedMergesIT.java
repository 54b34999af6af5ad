package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Conflicted;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** What coord merges beside what {@code git merge} makes of the same branches; {@code -Dcoord.soak.merges=} tries more of them. */
class GeneratedMergesIT {

    private static final String MERGE = "git merge --quiet --no-ff -m merged ";

    /** A line, and the files in conflict; git itself cannot always go back from where a file meets a directory. */
    private static final String OR_TELL = " >&2 || { git rev-parse --quiet --verify MERGE_HEAD;"
            + " git diff --name-only --diff-filter=U -z;"
            + " git merge --abort 2>/dev/null || git reset --quiet --hard; git clean -ffdxq; }";

    @Property(tries = 8)
    @AddLifecycleHook(Tries.class)
    void landsAndConflictsAsByGitMergeInAWorkTree(@ForAll("repositories") GeneratedRepository generated)
            throws Exception {
        Path temp = Files.createTempDirectory("coord-generated");
        try {
            Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
            List<FeatureTip> tips = generated.in(sandbox);
            sandbox.git("checkout", "--quiet", "--detach");
            Map<FeatureId, List<String>> expected = mergedByGit(sandbox, tips, generated.convertsLineEnds());
            String tree = sandbox.git("rev-parse", "HEAD^{tree}");
            sandbox.git("checkout", "--quiet", "main");

            MergeOutcome outcome = sandbox.integrator().merge(Sandbox.wave(tips.toArray(FeatureTip[]::new)));
            if (outcome instanceof MergeOutcome.Merged merged) {
                sandbox.integrator().land(merged.candidate());
            }

            assertThat(outcome.leftOut())
                    .extracting(MergeOutcome.LeftOut::feature)
                    .containsExactlyElementsOf(expected.keySet());
            for (MergeOutcome.LeftOut one : outcome.leftOut()) {
                List<String> told = paths(((Conflicted) one).files().stream().map(ConflictedFile::path));
                List<String> files = expected.getOrDefault(one.feature(), List.of());
                assertThat(told).isNotEmpty(); // the directory where no file is in conflict
                assertThat(files.isEmpty() ? told : files).isEqualTo(told);
            }
            assertThat(sandbox.git("diff", "--raw", "--no-renames", tree, "main"))
                    .isEmpty();
            assertThat(sandbox.git("status", "--porcelain", "--ignore-submodules"))
                    .isEmpty();
        } finally {
            DirectoryTree.delete(temp);
        }
    }

    private static List<String> paths(Stream<String> paths) {
        return paths.filter(path -> !path.isEmpty())
                .map(GeneratedMergesIT::besideTheOther)
                .sorted()
                .toList();
    }

    /** Where a file meets a directory, git names it by the side it comes from, which is HEAD or a commit. */
    private static String besideTheOther(String path) {
        return path.replaceFirst("~(HEAD|[0-9a-f]{40})", "~side");
    }

    /** Merges into HEAD what merges, and tells the files of what does not. */
    private static Map<FeatureId, List<String>> mergedByGit(
            Sandbox sandbox, List<FeatureTip> tips, boolean convertsLineEnds) {
        Map<FeatureId, List<String>> conflicts = new LinkedHashMap<>();
        for (FeatureTip tip : tips) {
            // where a conversion makes files dirty by themselves, git merges nothing into them
            Assume.that(!convertsLineEnds
                    || sandbox.git("status", "--porcelain", "--ignore-submodules")
                            .isEmpty());
            String files = Scripts.run(sandbox.directory, MERGE + tip.tip() + OR_TELL);
            if (!files.isEmpty()) {
                conflicts.put(
                        tip.feature(),
                        paths(Stream.of(files.substring(files.indexOf('\n') + 1).split("\0"))));
            }
        }
        return conflicts;
    }

    @Provide
    Arbitrary<GeneratedRepository> repositories() {
        return GeneratedRepository.any();
    }

    /** As many as somebody asks for. */
    static final class Tries implements AroundPropertyHook {

        @Override
        public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
            Integer tries = Integer.getInteger("coord.soak.merges");
            if (tries != null) {
                context.attributes().setTries(tries);
            }
            return property.execute();
        }
    }
}
