package dev.coord.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BomTest {
    @Test
    void namesEveryLibraryModule() throws IOException {
        List<String> modules = all("<module>(coord-[a-z]+)</module>", "pom.xml");

        List<String> named =
                all("<artifactId>(coord-[a-z]+)</artifactId>\\s*<version>.*</version>\\s*</dep", "coord-bom/pom.xml");

        modules.removeAll(List.of("coord-bom", "coord-cli", "coord-bench", "coord-examples"));
        assertThat(named).containsExactlyInAnyOrderElementsOf(modules);
    }

    private static List<String> all(String pattern, String file) throws IOException {
        String text = Files.readString(House.ROOT.resolve(file));
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
