package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.FileImports;
import dev.coord.proof.FileImports.Imported;
import dev.coord.proof.FileImports.Where;
import dev.coord.proof.ImportReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the declared files of features with checks import on a merged wave, by a reader of lines such as {@code use a.txt}. */
class ReachesIT {

    @TempDir
    private Path temp;

    private Sandbox sandbox;
    private final List<String> read = new ArrayList<>();

    private final ImportReader reader = new ImportReader() {

        @Override
        public FileImports read(RepoPath path, byte[] content) {
            read.add(path.value());
            String text = new String(content, UTF_8);
            if (path.value().endsWith("module")) {
                return new FileImports(Map.of(text.strip(), List.of(directory(path.value()))), List.of());
            }
            return new FileImports(
                    Map.of(),
                    text.lines()
                            .filter(line -> line.contains(" "))
                            .map(line -> new Imported(
                                    line.substring(line.indexOf(' ') + 1),
                                    List.of(""),
                                    line.startsWith("use ") ? Where.TOP : Where.MODULE))
                            .toList());
        }

        private String directory(String path) {
            return path.substring(0, Math.max(0, path.lastIndexOf('/')));
        }

        @Override
        public boolean namesModule(RepoPath path) {
            return path.value().endsWith("module");
        }
    };

    @BeforeEach
    void begin() {
        sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("a.txt", "use lib/b.txt\n");
        sandbox.write("lib/b.txt", "use lib/c.txt\nuse nowhere.txt\n");
        sandbox.write("lib/c.txt", "use a.txt\nin example/d.txt\n");
        sandbox.write("far/module", "example\n");
        sandbox.write("far/d.txt", "");
        sandbox.write("other.txt", "use a.txt\n");
        sandbox.commitAll("files");
    }

    private Map<FeatureId, List<String>> reached(FeatureSet features, FeatureTip... tips) throws InterruptedException {
        GitIntegrator integrator =
                sandbox.integrator().looking(features, List.of(reader), List.of(), SchemaTrials.NONE, TreeMap::new);
        MergeOutcome.Merged merged = (MergeOutcome.Merged) integrator.merge(Sandbox.wave(tips));
        Map<FeatureId, List<String>> first =
                integrator.prove(merged.candidate()).reaches();
        read.clear();
        assertThat(integrator.prove(merged.candidate()).reaches()).isEqualTo(first);
        assertThat(read).isEmpty();
        return first;
    }

    @Test
    void everythingThatDeclaredFilesImportIsReachedAsItIsOnTheCandidate() throws Exception {
        FeatureTip tip = sandbox.made("P1", "far/d.txt", "use new.txt\n");
        FeatureTip second = sandbox.made("P2", "new.txt", "");

        Map<FeatureId, List<String>> reached = reached(
                FeatureSet.of(List.of(
                        Feature.builder("P1").writes("a.txt").check("true").build(),
                        Feature.builder("P2")
                                .writes("new.txt")
                                .reads("lib/")
                                .check("true")
                                .build(),
                        Feature.builder("P3").writes("other.txt").build())),
                tip,
                second);

        assertThat(reached)
                .containsOnly(
                        Map.entry(new FeatureId("P1"), List.of("far/d.txt", "lib/b.txt", "lib/c.txt", "new.txt")),
                        Map.entry(new FeatureId("P2"), List.of("a.txt", "far/d.txt")));
    }

    @Test
    void nothingIsReadWhereNobodyHasACheck() throws Exception {
        assertThat(reached(
                        FeatureSet.of(
                                List.of(Feature.builder("P1").writes("a.txt").build())),
                        sandbox.made("P1", "a.txt", "use other.txt\n")))
                .isEmpty();
    }
}
