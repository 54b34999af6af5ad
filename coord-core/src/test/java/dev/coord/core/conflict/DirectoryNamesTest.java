package dev.coord.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DirectoryNamesTest {

    @Test
    void aDirectoryOfTheRepositoryCountsAsOne() {
        DirectoryNames.Resolved resolved = resolve(inRepository("app"), "app", "**/*.ts");

        assertThat(written(resolved)).containsExactly("app/", "**/*.ts");
        assertThat(resolved.notes())
                .containsExactly("'app' counts as the directory 'app/', which it is in the repository");
        assertThat(waves(resolved)).isEqualTo(2);
    }

    @Test
    void aNameInWhosePlaceAnotherFeatureNamesFilesCountsAsADirectory() {
        DirectoryNames.Resolved resolved = resolve(DirectoryNames.NO_REPOSITORY, "app", "**/*.go", "app/x/y.ts");

        assertThat(written(resolved)).containsExactly("app/", "**/*.go", "app/x/y.ts");
        assertThat(resolved.notes())
                .containsExactly("'app' counts as the directory 'app/', since 'app/x/y.ts' is named, too");
    }

    @Test
    void soDoesTheLastSegmentOfAGlobAndAnAlternative() {
        assertThat(written(resolve(DirectoryNames.NO_REPOSITORY, "packages/*/src", "packages/a/src/x.ts", "**/*.go")))
                .containsExactly("packages/*/src/", "packages/a/src/x.ts", "**/*.go");
        assertThat(written(resolve(inRepository("lib"), "{app,lib}", "**/*.go")))
                .containsExactly("{app,lib}/", "**/*.go");
        assertThat(written(resolve(DirectoryNames.NO_REPOSITORY, "lib", "{app,lib}/x.ts", "**/*.go")))
                .containsExactly("lib/", "{app,lib}/x.ts", "**/*.go");
    }

    @Test
    void whatIsAFileStaysAsItIs() {
        DirectoryNames.Resolved resolved =
                resolve(inRepository("app"), "Makefile", "app/x.ts", "**/*.go", "docs/", "ap");

        assertThat(written(resolved)).containsExactly("Makefile", "app/x.ts", "**/*.go", "docs/", "ap");
        assertThat(resolved.notes()).isEmpty();
    }

    @Test
    void nothingIsChangedWhereNoPathHasAWildcard() {
        assertThat(written(resolve(inRepository("app"), "app", "app/x.ts"))).containsExactly("app", "app/x.ts");
    }

    @Test
    void slashesMakeNoOtherWork() {
        FeatureSet declared = set("app", "**/*.ts");

        assertThat(DirectoryNames.sameWork(
                        declared, resolve(inRepository("app"), "app", "**/*.ts").features()))
                .isTrue();
        assertThat(DirectoryNames.sameWork(declared, set("app", "**/*.go"))).isFalse();
    }

    private static Predicate<RepoPath> inRepository(String... directories) {
        return path -> Set.of(directories).stream().anyMatch(PathPattern.of(path)::names);
    }

    private static DirectoryNames.Resolved resolve(Predicate<RepoPath> inRepository, String... writes) {
        return DirectoryNames.resolve(set(writes), inRepository);
    }

    private static FeatureSet set(String... writes) {
        List<Feature> features = new ArrayList<>();
        for (String path : writes) {
            features.add(Feature.builder("F" + features.size()).writes(path).build());
        }
        return FeatureSet.of(features);
    }

    private static List<String> written(DirectoryNames.Resolved resolved) {
        return resolved.features().features().values().stream()
                .flatMap(feature -> feature.fileWrites().stream())
                .map(RepoPath::value)
                .toList();
    }

    private static int waves(DirectoryNames.Resolved resolved) {
        return Planner.plan(resolved.features(), 4).waves().size();
    }
}
