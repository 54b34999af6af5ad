package dev.coord.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.RepoPath;
import dev.coord.proof.FileImports;
import dev.coord.proof.FileImports.Imported;
import dev.coord.proof.FileImports.Where;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What each language imports, and that no bytes are too much. */
class ImportsTest {

    private static FileImports read(String path, String text) {
        return read(path, text.getBytes(UTF_8));
    }

    private static FileImports read(String path, byte[] content) {
        return ContentImports.all().get(0).read(new RepoPath(path), content);
    }

    /** Every path that is tried, by where it begins. */
    private static Set<String> places(Where where, String path, String text) {
        return read(path, text).imported().stream()
                .filter(one -> one.where() == where)
                .flatMap(one -> one.endings().stream().map(ending -> one.path() + ending))
                .collect(Collectors.toSet());
    }

    private static Set<String> fromTop(String path, String text) {
        return places(Where.TOP, path, text);
    }

    private static Set<String> anywhere(String path, String text) {
        return places(Where.ANY_DIRECTORY, path, text);
    }

    @Nested
    class Scripts {

        @Test
        void everyFormOfAnImportCounts() {
            String text = "import a, { b } from './a';\nimport './effect.css';\nexport * from \"../up\";\n"
                    + "const c = require('./c');\nconst d = await import('./d');\nimport type { E } from './e.js';\n"
                    + "import {\n  long, // why\n} from\n  './long';\n";

            assertThat(fromTop("src/app/main.ts", text))
                    .contains(
                            "src/app/a.ts",
                            "src/app/a/index.tsx",
                            "src/app/effect.css",
                            "src/up.js",
                            "src/up/index.ts",
                            "src/app/c.js",
                            "src/app/d.mjs",
                            "src/app/e.js",
                            "src/app/e.ts",
                            "src/app/long.ts");
        }

        @Test
        void whatIsOnlyTextOrCommentIsNoImport() {
            assertThat(read("a.ts", "// import './a'\nconst x = \"import './b'\";\nconst y = `from './c'`;\n"))
                    .isEqualTo(FileImports.NONE);
        }

        @Test
        void aPackageOfTheRepositoryIsFoundByItsName() {
            assertThat(read("packages/core/package.json", "{\"name\": \"@acme/core\", \"version\": \"1.0.0\"}")
                            .modules())
                    .containsEntry("@acme/core", List.of("packages/core"));
            assertThat(places(Where.MODULE, "a.ts", "import { x } from '@acme/core/sub';\n"))
                    .contains("@acme/core/sub.ts", "@acme/core/sub/src/index.ts");
        }

        @Test
        void whatNamesAPackageIsReadFirst() {
            assertThat(List.of("go.mod", "a/package.json", "a/other.json", "tsconfig.app.json"))
                    .filteredOn(path -> ContentImports.all().get(0).namesModule(new RepoPath(path)))
                    .containsExactly("go.mod", "a/package.json", "tsconfig.app.json");
        }

        @Test
        void configurationsNameDirectories() {
            assertThat(read(
                                    "app/tsconfig.base.json",
                                    "{ // all\n\"compilerOptions\": {\"baseUrl\": \".\", \"paths\": {\"@lib/*\": [\"../lib/*\"],"
                                            + " \"core\": [\"core/src/index.ts\"], \"*\": [\"any/*\"]}}}")
                            .modules())
                    .isEqualTo(Map.of("", List.of("app"), "@lib", List.of("lib"), "core", List.of("app/core/src")));
            assertThat(read("p/package.json", "{\"imports\": {\"#in/*\": {\"node\": \"./src/in/*.js\"}}}")
                            .modules())
                    .isEqualTo(Map.of("#in", List.of("p/src/in")));
            assertThat(places(Where.MODULE, "a.ts", "import { x } from '#in/b';\n"))
                    .contains("#in/b.ts");
        }

        @Test
        void scriptsInOtherFilesCount() {
            assertThat(fromTop("src/a.vue", "<p>it's</p>\n<script setup>\nimport x from './x'\n</script>\n<p>it's</p>"))
                    .contains("src/x.ts");
        }

        @Test
        void nothingOutsideOfTheRepositoryIsMeant() {
            assertThat(read("src/a.js", "require('../../outside')")).isEqualTo(FileImports.NONE);
        }
    }

    @Nested
    class Python {

        @Test
        void relativeImportsBeginAtThePackage() {
            String text = "from . import one, two as zwei\nfrom ..up.mod import name  # why\nnot_a_module = 1\n";

            Set<String> found = fromTop("pkg/sub/a.py", text);

            assertThat(found)
                    .contains(
                            "pkg/sub/__init__.py",
                            "pkg/sub/one.py",
                            "pkg/sub/two.py",
                            "pkg/up/mod.py",
                            "pkg/up/__init__.py",
                            "pkg/up/mod/name.py")
                    .noneMatch(path -> path.contains("zwei") || path.contains("not_a"));
        }

        @Test
        void theProjectsOwnPackagesAreFoundWhereverTheyLie() {
            assertThat(anywhere(
                            "tests/test_a.py",
                            "import shop.cart, shop.pay as p\nfrom shop.models import (\n  Item,\n  Order\n)\n"))
                    .contains(
                            "shop/cart.py",
                            "shop/pay/__init__.py",
                            "shop/__init__.py",
                            "shop/models.py",
                            "shop/models/Order.py");
        }

        @Test
        void aModuleOfOneNameLiesBesideOrAbove() {
            assertThat(fromTop("tools/a.py", "import os, helper"))
                    .contains("tools/helper.py", "helper.py", "src/helper.py", "tools/os.py");
            assertThat(anywhere("tools/a.py", "import json")).containsExactly("json/__init__.py");
        }

        @Test
        void continuedLinesCountAndDocumentationDoesNot() {
            assertThat(fromTop("a.py", "\"\"\"\nimport doc\n\"\"\"\nif x: import y\nfrom . import a, \\\n    b\n"))
                    .contains("y.py", "b.py")
                    .doesNotContain("doc.py");
        }
    }

    @Nested
    class Java {

        @Test
        void importsArePathsAndThePackageIsOneWhole() {
            String text = "package com.x.app;\nimport com.x.core.Cart;\nimport static com.x.core.Money.of;\n"
                    + "import com.x.all.*;\nimport com.x.core.Outer.Inner;\nclass A { int import_ = 1; }\n";

            assertThat(anywhere("src/main/java/com/x/app/A.java", text))
                    .contains(
                            "com/x/app/*.java",
                            "com/x/core/Cart.java",
                            "com/x/core/Money.java",
                            "com/x/all/*.java",
                            "com/x/core/Outer.java");
            assertThat(fromTop("A.java", "class A {}")).containsExactly("/*.java");
        }
    }

    @Nested
    class Go {

        @Test
        void importsBeginWithTheModule() {
            assertThat(read("svc/go.mod", "module example.com/svc // why\n\ngo 1.22\n")
                            .modules())
                    .containsEntry("example.com/svc", List.of("svc"));
            assertThat(
                            places(
                                    Where.MODULE,
                                    "svc/main.go",
                                    "package main\n\nimport \"fmt\"\nimport (\n\tm \"example.com/svc/model\"\n\t_ `example.com/svc/db`\n)\n"))
                    .containsExactlyInAnyOrder("fmt/*.go", "example.com/svc/model/*.go", "example.com/svc/db/*.go");
            assertThat(fromTop("svc/main.go", "package main\n")).containsExactly("svc/*.go");
        }
    }

    @Nested
    class ShellsAndC {

        @Test
        void shellsReadInFilesBesideThemOrFromTheTop() {
            String text = "#!/bin/sh\n. ./lib.sh\nsource scripts/env.sh && run\n. \"$(dirname \"$0\")/own.sh\"\n"
                    + "source \"${BASH_SOURCE%/*}/more.sh\"\nif x; then . ./late.sh; fi\necho a . b\n";

            assertThat(fromTop("bin/run", text))
                    .containsExactlyInAnyOrder(
                            "bin/lib.sh",
                            "lib.sh",
                            "bin/scripts/env.sh",
                            "scripts/env.sh",
                            "bin/own.sh",
                            "bin/more.sh",
                            "bin/late.sh",
                            "late.sh");
        }

        @Test
        void includesAreFoundAndAHeaderStandsForWhatItDeclares() {
            assertThat(fromTop("src/a.c", "#include \"b.h\"\n  # include \"../inc/c.h\"\n#include <stdio.h>\n"))
                    .containsExactlyInAnyOrder("src/b.h", "inc/c.h");
            assertThat(anywhere("src/a.c", "#include \"net/b.h\"\n")).containsExactly("net/b.h");
            assertThat(fromTop("src/b.h", "")).contains("src/b.c", "src/b.cpp");
        }
    }

    @Property(tries = 200)
    void anyBytesAreNoError(@ForAll byte[] content) {
        for (String path : List.of(
                "a.ts", "a.py", "A.java", "a.go", "go.mod", "package.json", "a.c", "a.h", "a.sh", "a", "a.toml")) {
            assertThat(read(path, content)).isNotNull();
            assertThat(read(path, ("import \"" + new String(content, UTF_8)).getBytes(UTF_8)))
                    .isNotNull();
            assertThat(read(path, ("from . import (" + new String(content, UTF_8)).getBytes(UTF_8))
                            .imported())
                    .extracting(Imported::path)
                    .noneMatch(place -> place.contains(".."));
        }
    }

    @Example
    void anyFileTakesBoundedTime() {
        List<String> hard = List.of(
                "'\\",
                "\"'",
                "=/=(",
                "`${",
                "import (",
                "from . import a, ",
                "import a.b.c.d.e.f.g;\n",
                "import './a'\n",
                "#include \"",
                ". $(",
                "source ${",
                "{[(",
                "/*",
                "a.");
        for (String part : hard) {
            String text = part.repeat((1 << 18) / part.length());
            String lines = (part.repeat(490 / part.length()) + "\n").repeat(535);
            for (String path : List.of("a.ts", "deep/er/and/a.py", "A.java", "a.go", "go.mod", "a.c", "a.sh")) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                read(path, text);
                read(path, lines);
                long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
                assertThat(took / 1_000_000).as(path + " of " + part).isLessThan(2_000);
            }
        }
    }
}
