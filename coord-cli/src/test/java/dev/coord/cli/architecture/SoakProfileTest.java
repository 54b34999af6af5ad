package dev.coord.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoakProfileTest {
    private static final Pattern NAMED = Pattern.compile("<(?:it\\.)?test>([\\w,]+)</");

    /** By a system property, or because it leaves open how often a property is tried. */
    private static final Pattern LONGER = Pattern.compile(
            "\"coord\\.(soak|kills|down\\.kills|edits|mutations|runs|merges)\\b|[@]Property(?!\\w|\\(tries)");

    private static final Pattern TEST = Pattern.compile(".*(?:IT|Test|Properties)\\.java");

    @Test
    void playsEveryTestThatASoakMakesLonger() throws IOException {
        List<String> longer = longerInASoak();

        assertThat(longer).hasSizeGreaterThan(10).contains("KilledRunIT");
        assertThat(named()).containsAll(longer);
    }

    private static Set<String> named() throws IOException {
        String pom = Files.readString(House.ROOT.resolve("pom.xml"));
        Matcher lists = NAMED.matcher(pom.substring(pom.indexOf("<id>soak</id>"), pom.indexOf("<id>quick</id>")));
        Set<String> named = new HashSet<>();
        while (lists.find()) {
            named.addAll(Arrays.asList(lists.group(1).split(",")));
        }
        return named;
    }

    private static List<String> longerInASoak() throws IOException {
        List<String> longer = new ArrayList<>();
        try (Stream<Path> modules = Files.list(House.ROOT)) {
            for (Path sources : (Iterable<Path>)
                    modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory)::iterator) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> TEST.matcher(file.toString()).matches())
                            .filter(file -> LONGER.matcher(text(file)).find())
                            .forEach(file ->
                                    longer.add(file.getFileName().toString().replace(".java", "")));
                }
            }
        }
        return longer;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
