package dev.coord.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Versions that nobody would write: no merger throws, and what they do merge loses no line. */
class AnyBytesProperties {
    private static final List<MergeCase> CASES = MergeCasesTest.KINDS.stream()
            .flatMap(kind -> MergeCase.of(kind).stream())
            .toList();

    @Property(tries = 500)
    void damagedVersionsLoseNoLine(@ForAll Random random) {
        MergeCase one = CASES.get(random.nextInt(CASES.size()));
        String base = damaged(one.base().map(AnyBytesProperties::text).orElse(""), random);
        String ours = damaged(text(one.ours()), random);
        String theirs = damaged(text(one.theirs()), random);

        StructuredMerge merge = Merging.merge(one.path().value(), Optional.of(bytes(base)), bytes(ours), bytes(theirs));

        if (merge instanceof Merged merged) {
            String story = base + "\nOURS\n" + ours + "\nTHEIRS\n" + theirs + "\nMERGED\n" + text(merged.content());
            TreeSet<String> words = words(text(merged.content()));
            TreeSet<String> old = words(base);
            for (String side : List.of(ours, theirs)) {
                TreeSet<String> added = words(side);
                added.removeAll(old);
                assertThat(words).as(story).containsAll(added);
            }
            TreeSet<String> gone = new TreeSet<>(old);
            gone.removeIf(word -> words(ours).contains(word) || words(theirs).contains(word));
            gone.retainAll(words);
            assertThat(gone).as(story).isEmpty();
        }
    }

    @Property(tries = 60)
    void anyBytesAreNoError(@ForAll byte[] base, @ForAll byte[] ours, @ForAll byte[] theirs) {
        for (String path : List.of(
                "a.ts",
                "a.java",
                "a.py",
                "a.go",
                "a.json",
                "a.toml",
                "a.properties",
                ".gitignore",
                "a.md",
                "a.yml",
                "a.rb")) {
            assertThat(Merging.merge(path, Optional.of(base), ours, theirs)).isNotNull();
        }
    }

    @Property(tries = 60)
    void lineEndingsAndMarksChangeNothingElse(@ForAll Random random) {
        MergeCase one = CASES.get(random.nextInt(CASES.size()));
        StructuredMerge plain = Merging.merge(one.path().value(), one.base(), one.ours(), one.theirs());

        StructuredMerge other = Merging.merge(
                one.path().value(),
                one.base().map(AnyBytesProperties::foreign),
                foreign(one.ours()),
                foreign(one.theirs()));

        assertThat(other.getClass()).isEqualTo(plain.getClass());
        if (plain instanceof Merged first && other instanceof Merged second) {
            assertThat(text(second.content())).isEqualTo(text(foreign(first.content())));
            assertThat(second.taken()).isEqualTo(first.taken());
        }
    }

    @Example
    void versionsThatEndTheirLinesDifferentlyStayInConflict() {
        byte[] ours = bytes("a\r\nb\r\n");

        StructuredMerge merge = Merging.merge(".gitignore", Optional.of(bytes("a\n")), ours, bytes("a\nc\n"));

        assertThat(merge).isEqualTo(new Refused("the versions end their lines differently"));
        assertThat(Merging.merge(".gitignore", Optional.of(ours), bytes("a\r\nb\n"), ours))
                .isInstanceOf(Refused.class);
        assertThat(Merging.merge(".gitignore", Optional.of(bytes("a\n")), bytes("\ufeffa\nb\n"), bytes("a\nc\n")))
                .isInstanceOf(Refused.class);
    }

    @Example
    void largeFilesTakeBoundedTime() {
        String base = "a=1\n".repeat(50_000);
        String functions = "function f() {\n  g({ a: [1] });\n}\n\n".repeat(10_000);
        String nested = "[\n".repeat(20_000) + "]\n".repeat(20_000);
        String open = "`${`${\n".repeat(20_000);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        for (String path : List.of("a.ts", "a.json", "a.toml", "a.properties", "a.md", "a.yml", "a.rb")) {
            for (String text : List.of(base, functions, nested, open, "x".repeat(10_000_000), base.repeat(50))) {
                Merging.merge(path, Optional.of(bytes(text)), bytes(text + "x\n"), bytes(text + "y\n"));
            }
        }

        long seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1_000_000_000;
        assertThat(seconds).isLessThan(20);
    }

    private static String damaged(String text, Random random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(6)) {
                case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 1 -> lines.add(at, "");
                case 2 -> lines.set(at, lines.get(at) + "{[(\"',;x #//".charAt(random.nextInt(12)));
                case 3 -> lines.add(at, lines.remove(random.nextInt(lines.size())));
                case 4 ->
                    lines.set(at, lines.get(at).isEmpty() ? "" : lines.get(at).substring(1));
                default -> {
                    if (lines.size() > 1) {
                        lines.remove(at);
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    private static TreeSet<String> words(String text) {
        TreeSet<String> words = new TreeSet<>(Arrays.asList(text.split("[^A-Za-z0-9_]+")));
        words.remove("");
        return words;
    }

    private static byte[] foreign(byte[] text) {
        String plain = text(text).replace("\r\n", "\n").replace("\ufeff", "");
        return bytes("\ufeff" + plain.replace("\n", "\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
