package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.merge.FeatureTip;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.LiveWork;
import dev.coord.radar.RadarPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.jspecify.annotations.Nullable;

/** What the radar tells of generated branches beside what {@code git merge} makes of each two of them. */
class RadarMergesIT {

    private static final String MERGE =
            "git checkout --quiet --force --detach %s && git merge --quiet --no-ff -m merged %s >&2"
                    + " || { git rev-parse --quiet --verify MERGE_HEAD; git diff --name-only --diff-filter=U -z;"
                    + " git merge --abort 2>/dev/null || git reset --quiet --hard; git clean -ffdxq; }";

    @Property(tries = 6)
    @AddLifecycleHook(GeneratedMergesIT.Tries.class)
    void tellsOfEachPairWhatGitMergeFinds(@ForAll("repositories") GeneratedRepository generated) throws Exception {
        Path temp = Files.createTempDirectory("coord-generated");
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        try (GitRadar radar = GitRadar.in(sandbox.repository(), temp.resolve("radar"))) {
            List<FeatureTip> tips = generated.in(sandbox);

            RadarPicture picture = radar.look(
                    Sandbox.MAIN,
                    tips.stream()
                            .map(tip -> (LiveWork) new LiveWork.Finished(tip.feature(), tip.tip()))
                            .toList());

            Map<String, List<String>> expected = expected(sandbox, tips);
            Map<String, List<String>> told = conflicts(picture);
            told.replaceAll((pair, files) -> List.of().equals(expected.get(pair)) ? List.of() : files);
            assertThat(told).isEqualTo(expected);
        } finally {
            DirectoryTree.delete(temp);
        }
    }

    /** One file for each pair of edits, all of them in one merge: files with many equal lines, in which differences can slide. */
    @Property(tries = 3)
    @AddLifecycleHook(GeneratedMergesIT.Tries.class)
    void linesDecideAsGitDoes(@ForAll("edits") List<Edits> edits) throws Exception {
        Path temp = Files.createTempDirectory("coord-generated");
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        try (GitRadar radar = GitRadar.in(sandbox.repository(), temp.resolve("radar"))) {
            FeatureTip one = made(sandbox, "a", edits, Edits::base, Edits::one);
            FeatureTip other = made(sandbox, "b", edits, null, Edits::other);

            RadarPicture picture = radar.look(
                    Sandbox.MAIN,
                    List.of(
                            new LiveWork.Finished(one.feature(), one.tip()),
                            new LiveWork.Finished(other.feature(), other.tip())));

            assertThat(conflicts(picture)).isEqualTo(expected(sandbox, List.of(one, other)));
            assertThat(picture.encounters()) // where no lines meet, git is not asked
                    .allSatisfy(encounter -> assertThat(encounter.own().lines()).isNotEmpty())
                    .allSatisfy(
                            encounter -> assertThat(encounter.others().lines()).isNotEmpty());
        } finally {
            DirectoryTree.delete(temp);
        }
    }

    /** A file before, and as two sides have it. */
    record Edits(List<String> base, List<String> one, List<String> other) {}

    private interface Version {
        List<String> of(Edits edits);
    }

    private static FeatureTip made(
            Sandbox sandbox, String name, List<Edits> edits, @Nullable Version base, Version side) {
        if (base != null) {
            write(sandbox, edits, base);
            sandbox.commitAll("base");
        }
        sandbox.git("checkout", "--quiet", "-b", "made/" + name, Sandbox.MAIN);
        write(sandbox, edits, side);
        FeatureTip tip = new FeatureTip(new FeatureId(name), "digest", sandbox.commitAll(name));
        sandbox.git("checkout", "--quiet", "main");
        return tip;
    }

    private static void write(Sandbox sandbox, List<Edits> edits, Version version) {
        for (int i = 0; i < edits.size(); i++) {
            sandbox.write("files/" + i, String.join("", version.of(edits.get(i))) + " ");
        }
    }

    private static Map<String, List<String>> conflicts(RadarPicture picture) {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        for (Encounter encounter : picture.encounters()) {
            if (encounter.kind() == Kind.CONFLICT) {
                found.computeIfAbsent(pair(encounter.feature(), encounter.other()), key -> new TreeSet<>())
                        .add(encounter.path());
            }
        }
        Map<String, List<String>> sorted = new TreeMap<>();
        found.forEach((pair, files) -> sorted.put(pair, new ArrayList<>(files)));
        return sorted;
    }

    /** Git names no file where only a directory is in question: then those that the radar tells are not compared. */
    private static Map<String, List<String>> expected(Sandbox sandbox, List<FeatureTip> tips) {
        Map<String, List<String>> found = new TreeMap<>();
        for (int i = 0; i < tips.size(); i++) {
            FeatureTip tip = tips.get(i);
            add(found, sandbox, pair(tip.feature(), Optional.empty()), "main", tip);
            for (FeatureTip other : tips.subList(i + 1, tips.size())) {
                add(
                        found,
                        sandbox,
                        pair(tip.feature(), Optional.of(other.feature())),
                        tip.tip().value(),
                        other);
            }
        }
        sandbox.git("checkout", "--quiet", "main");
        return found;
    }

    private static void add(
            Map<String, List<String>> found, Sandbox sandbox, String pair, String ours, FeatureTip theirs) {
        String told = Scripts.run(sandbox.directory, String.format(MERGE, ours, theirs.tip()));
        if (!told.isEmpty()) {
            found.put(
                    pair,
                    Stream.of(told.substring(told.indexOf('\n') + 1).split("\0"))
                            .map(path -> path.replaceFirst("~(HEAD|[0-9a-f]{40})$", ""))
                            .filter(path -> !path.isEmpty())
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    private static String pair(FeatureId one, Optional<FeatureId> other) {
        return one + " " + other.map(FeatureId::value).orElse("main");
    }

    /** The target's own attributes are for all pairs. */
    @Provide
    Arbitrary<GeneratedRepository> repositories() {
        return GeneratedRepository.any()
                .map(made -> new GeneratedRepository(
                        made.target().stream()
                                .filter(change -> !(change instanceof GeneratedChange.Attributes))
                                .toList(),
                        made.branches(),
                        made.settings().stream()
                                .filter(setting -> !setting.startsWith("core.autocrlf")) // a checkout is dirty at once
                                .toList()));
    }

    @Provide
    Arbitrary<List<Edits>> edits() {
        Arbitrary<String> line = Arbitraries.of("{\n", "}\n", "\n", "x\n", "y\n");
        Arbitrary<List<String>> text = line.list().ofMinSize(4).ofMaxSize(16);
        return text.flatMap(base -> Combinators.combine(side(base, line), side(base, line))
                        .as((one, other) -> new Edits(base, one, other)))
                .list()
                .ofMinSize(150)
                .ofMaxSize(150);
    }

    private static Arbitrary<List<String>> side(List<String> base, Arbitrary<String> line) {
        return Combinators.combine(
                        Arbitraries.integers().between(0, base.size()),
                        Arbitraries.integers().between(0, 2),
                        line.list().ofMaxSize(3))
                .as((at, removed, added) -> {
                    List<String> lines = new ArrayList<>(base);
                    lines.subList(at, Math.min(lines.size(), at + removed)).clear();
                    lines.addAll(at, added);
                    return lines;
                });
    }
}
