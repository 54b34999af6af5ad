package dev.coord.core.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.proof.FileImports.Imported;
import dev.coord.proof.FileImports.Where;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportTargetsTest {

    private final ImportTargets targets = new ImportTargets(
            List.of(
                    "src/a.ts",
                    "src/b/index.ts",
                    "app/src/main/java/com/x/Foo.java",
                    "app/src/main/java/com/x/Bar.java",
                    "app/src/test/java/com/x/FooTest.java",
                    "other/com/xx/Foo.java",
                    "go/pkg/z/z.go",
                    "go/pkg/z/z.txt",
                    "top.go"),
            Map.of("example.com/m", Set.of("go"), "example.com/top", Set.of("")));

    private Set<String> of(String path, Where where) {
        return targets.of(new Imported(path, List.of(""), where));
    }

    @Test
    void aPathFromTheTopIsThatFileOnly() {
        assertThat(of("src/a.ts", Where.TOP)).containsExactly("src/a.ts");
        assertThat(of("a.ts", Where.TOP)).isEmpty();
        assertThat(of("src/b", Where.TOP)).isEmpty();
    }

    @Test
    void segmentsAreFoundBelowAnyDirectoryAndOnlyWhole() {
        assertThat(of("com/x/Foo.java", Where.ANY_DIRECTORY)).containsExactly("app/src/main/java/com/x/Foo.java");
        assertThat(of("x/Foo.java", Where.ANY_DIRECTORY)).containsExactly("app/src/main/java/com/x/Foo.java");
        assertThat(of("src/a.ts", Where.ANY_DIRECTORY)).containsExactly("src/a.ts");
        assertThat(of("com/x/oo.java", Where.ANY_DIRECTORY)).isEmpty();
    }

    @Test
    void allFilesOfADirectoryAreFoundByTheirEnding() {
        assertThat(of("com/x/*.java", Where.ANY_DIRECTORY))
                .containsExactly(
                        "app/src/main/java/com/x/Bar.java",
                        "app/src/main/java/com/x/Foo.java",
                        "app/src/test/java/com/x/FooTest.java");
        assertThat(of("src/*.ts", Where.TOP)).containsExactly("src/a.ts");
        assertThat(of("*.go", Where.TOP)).containsExactly("top.go");
    }

    @Test
    void aModuleIsTheDirectoryThatIsNamedSo() {
        assertThat(of("example.com/m/pkg/z/*.go", Where.MODULE)).containsExactly("go/pkg/z/z.go");
        assertThat(of("example.com/top/*.go", Where.MODULE)).containsExactly("top.go");
        assertThat(of("example.com/mm/pkg/z/*.go", Where.MODULE)).isEmpty();
        assertThat(of("pkg/z/*.go", Where.MODULE)).isEmpty();
    }

    @Test
    void whatHasNoNameIsWherePathsMayBegin() {
        ImportTargets based = new ImportTargets(List.of("app/src/a.ts"), Map.of("", Set.of("app/src")));

        assertThat(based.of(new Imported("a", List.of(".ts"), Where.MODULE))).containsExactly("app/src/a.ts");
        assertThat(based.of(new Imported("a", List.of(".ts"), Where.TOP))).isEmpty();
    }

    @Test
    void aPathIsTriedWithEachEnding() {
        assertThat(targets.of(new Imported("src/b", List.of("", ".ts", "/index.ts"), Where.TOP)))
                .containsExactly("src/b/index.ts");
        assertThat(targets.of(new Imported("", List.of("/*.go"), Where.TOP))).containsExactly("top.go");
    }
}
