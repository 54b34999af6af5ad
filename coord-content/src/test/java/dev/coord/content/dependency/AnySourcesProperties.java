package dev.coord.content.dependency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.ContentChecks;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Files that nobody would write, and circles in any graph. */
class AnySourcesProperties {
    private static final List<String> PATHS = List.of(
            "a.ts",
            "b/index.tsx",
            "c.vue",
            "a.py",
            "p/__init__.py",
            "p/b.py",
            "A.java",
            "package.json",
            "tsconfig.json",
            ".gitignore");
    private static final List<String> PARTS = List.of(
            "import ",
            "from ",
            "'./a'",
            "'./b'",
            "export ",
            "* ",
            "{ ",
            "} ",
            "a",
            " as ",
            "default ",
            "const ",
            "= ",
            "( ",
            ") ",
            "require",
            "\n",
            "\n    ",
            ".",
            "..p",
            ".b ",
            ", ",
            "class ",
            "def ",
            "try:\n  ",
            "package p;\n",
            "p.A;\n",
            "\"",
            "`",
            "/",
            "\\",
            ":",
            ";",
            "#",
            "declare module ",
            "type ",
            "if TYPE_CHECKING:\n ",
            "{\"name\": \"@x/y\"}",
            "@",
            "[",
            "]");

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    private static Wave wave(Random random) {
        List<String> files = new ArrayList<>();
        for (String path : PATHS) {
            if (random.nextBoolean()) {
                files.add(path);
                files.add(text(random));
            }
        }
        return Wave.onto(files.toArray(String[]::new));
    }

    @Property(tries = 300)
    void noTextIsAnError(@ForAll Random random) {
        Wave wave = wave(random);
        for (String path : PATHS) {
            switch (random.nextInt(4)) {
                case 0 -> wave.writes("P1", path, text(random));
                case 1 -> wave.merges("P2", path, text(random), text(random));
                case 2 -> wave.deletes("P3", path);
                default -> {}
            }
        }

        assertThat(wave.told()).isNotNull().isEqualTo(wave.told());
    }

    @Property(tries = 100)
    void bytesAreNoError(@ForAll byte[] content) {
        Wave wave = Wave.onto();
        PATHS.forEach(path -> wave.writes("P1", path, new String(content, UTF_8)));

        assertThat(wave.told()).isNotNull();
    }

    @Property(tries = 100)
    void whatTheWaveLeavesAsItWasIsNeverFound(@ForAll Random random) {
        Wave wave = wave(random);
        for (String path : List.copyOf(wave.paths())) {
            wave.writes("P1", path, String.join("\n", wave.linesBefore(path)) + "\n");
        }

        assertThat(wave.told()).isEmpty();
    }

    @Property(tries = 300)
    void circlesAreTheNodesThatReachEachOther(@ForAll Random random) {
        Map<String, Set<String>> graph = new TreeMap<>();
        int size = 1 + random.nextInt(8);
        for (int i = 0; i < size; i++) {
            Set<String> next = graph.computeIfAbsent("n" + i, none -> new TreeSet<>());
            for (int j = random.nextInt(4); j > 0; j--) {
                next.add("n" + random.nextInt(size));
            }
        }

        List<Set<String>> found = StrongComponents.of(graph.keySet(), graph::get);

        Set<Set<String>> expected = new HashSet<>();
        for (String one : graph.keySet()) {
            Set<String> all = new HashSet<>(graph.keySet());
            all.removeIf(other -> !reaches(graph, one, other) || !reaches(graph, other, one));
            if (all.size() > 1) {
                expected.add(all);
            }
        }
        assertThat(found).doesNotHaveDuplicates();
        assertThat(new HashSet<>(found)).isEqualTo(expected);
    }

    private static boolean reaches(Map<String, Set<String>> graph, String from, String to) {
        List<String> way = StrongComponents.way(from, to, graph::get, 1000);
        for (int i = 0; i + 1 < way.size(); i++) {
            assertThat(graph.get(way.get(i))).contains(way.get(i + 1));
        }
        return from.equals(to) || !way.isEmpty();
    }

    @Example
    void longListsOfWhatIsImportedTakeBoundedTime() {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        ContentChecks.dependencies(true)
                .find(Wave.onto("z.ts", "export const Z = 1;\n")
                        .writes(
                                "P1",
                                "a.ts",
                                "import { Z } from './z';\nconst all = [" + "Z, ".repeat(300_000) + "];\n"));

        long seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000_000_000;
        assertThat(seconds).isLessThan(20);
    }

    @Example
    void largeFilesTakeBoundedTime() {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String path : List.of("a.tsx", "a.vue", "a.py", "A.java", "tsconfig.json", ".gitignore")) {
            for (String part : List.of(
                    "const ",
                    "if:",
                    "for:",
                    "a:",
                    "class a ",
                    "{ class a ",
                    "<script>",
                    "import {",
                    "require(",
                    "export const a, ",
                    "`${",
                    "(",
                    "import a, ",
                    "from . import a\n",
                    "export * from './a';",
                    "*a",
                    "@a(",
                    "\\\n",
                    "let a = b\n")) {
                ContentChecks.dependencies(true)
                        .find(Wave.onto("z.ts", "").writes("P1", path, part.repeat(100_000 / part.length())));
            }
        }

        long seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000_000_000;
        assertThat(seconds).isLessThan(20);
    }
}
