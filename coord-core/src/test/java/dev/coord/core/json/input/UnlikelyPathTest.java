package dev.coord.core.json.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnlikelyPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "migrations/{001..010}.sql",
                "src/{a..f}/x.ts",
                "~/x",
                "~me/x",
                "~",
                "x.ts:10-20",
                "x.ts:12",
                "x.ts:12:3",
                "src/x.ts#L10",
                "src/x.ts#L10-L20",
                "README.md#install",
                "tests/test_a.py::test_b",
                "x.ts (new)",
                "x.ts (modified, see below)",
                "x.ts [new]",
                "x.ts, y.ts",
                "x.ts,y.ts",
                "x.ts; y.ts",
                "src/x.ts y.ts",
                "a.ts -> b.ts",
                "a.ts => b.ts",
                " x.ts",
                "x.ts ",
                "src /x.ts",
                "\"x.ts\"",
                "'x.ts'",
                "`x.ts`",
                "<path>",
                "$HOME/x",
                "${ROOT}/x.ts",
                "src/$(name).ts",
                "src/$MODULE/x.ts",
                "%TEMP%/x",
                "https://example.org/x.ts",
                "file:///x",
                "!src/x.ts",
                ":(glob)src",
                "src/...",
                "./...",
                "src/…",
                "[a-z]*.ts",
                "x[0-9].ts",
                "src/**.ts",
                "src/a**/x.ts",
                "n/a",
                "None",
                "TBD",
                "-",
                "{a,b",
                "a}.ts"
            })
    void warnsOfWhatIsProbablyNotMeant(String path) {
        assertThat(UnlikelyPath.warning(path)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app/[id]/page.tsx",
                "app/[...slug]/page.tsx",
                "app/[[...slug]]/page.tsx",
                "app/(group)/page.tsx",
                "app/@modal/(.)photo/page.tsx",
                "app/(...)photo/page.tsx",
                "routes/$postId.tsx",
                "routes/posts.$id.tsx",
                "routes/_index.tsx",
                "src/*.{ts,tsx}",
                "{app,lib}/**",
                "**/x.ts",
                "src/**",
                "**",
                "*",
                "a/{b,c/**}/d",
                "./x.ts",
                ".github/workflows/ci.yml",
                "Makefile",
                "src/C#/x.cs",
                "docs/Über uns.md",
                "My Documents/plan v1.2 final.md",
                "{{cookiecutter.name}}/x.py",
                "api/{id}/x.json",
                "x+y.ts",
                "a=b.txt",
                "x@2x.png",
                "node_modules/@scope/x",
                "..foo/x",
                "x..y",
                "a-b_c.d",
                "src/-x",
                "v1:2/x",
                "{a,**/b}",
                "x,y/z"
            })
    void isSilentAboutNamesThatFilesHave(String path) {
        assertThat(UnlikelyPath.warning(path)).isEmpty();
    }
}
