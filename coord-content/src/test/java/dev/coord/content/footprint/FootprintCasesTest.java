package dev.coord.content.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.name.Touch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Statements of PostgreSQL, Supabase, Rails and Prisma, and what each does. */
class FootprintCasesTest {

    private record Case(String name, String sql, Set<String> expected) {
        Set<String> told() {
            Footprint footprint = Footprints.of(sql);
            Set<String> told = new TreeSet<>();
            footprint.seen().forEach(one -> one.touches().forEach(touch -> told.add(text(touch))));
            footprint
                    .notSeen()
                    .forEach(one -> told.add("not seen " + one.why().name().toLowerCase(Locale.ROOT)));
            return told;
        }

        private static String text(Touch touch) {
            String text = touch.action() + " " + touch.kind() + " ";
            boolean isElsewhere =
                    touch.kind() == Touch.Kind.INDEX && !touch.owner().equals(touch.name());
            return text.toLowerCase(Locale.ROOT) + touch.name() + (isElsewhere ? " on " + touch.owner() : "");
        }

        /** Whether people were told that something is not known. */
        boolean isSaid() {
            return Footprints.of(sql).notSeen().stream()
                    .anyMatch(one -> one.why().isHiding());
        }
    }

    private static List<Case> cases() throws IOException {
        try (InputStream in = FootprintCasesTest.class.getResourceAsStream("statements.txt")) {
            List<Case> cases = new ArrayList<>();
            for (String block : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n(?=-- [a-z]+: )")) {
                List<String> lines =
                        block.lines().filter(line -> !line.startsWith("#")).toList();
                if (lines.stream().anyMatch(line -> line.startsWith("=> "))) {
                    cases.add(new Case(
                            lines.get(0).substring(3),
                            String.join(
                                    "\n",
                                    lines.stream()
                                            .filter(line -> !line.startsWith("=> "))
                                            .toList()),
                            new TreeSet<>(lines.stream()
                                    .filter(line -> line.startsWith("=> "))
                                    .map(line -> line.substring(3))
                                    .toList())));
                }
            }
            return cases;
        }
    }

    @Test
    void isRightOrSaysSo() throws IOException {
        for (Case one : cases()) {
            if (!one.isSaid()) {
                assertThat(one.told()).as(one.name()).isEqualTo(one.expected());
            }
        }
    }

    /** Also of what is only partly seen, nothing is told that is not so. */
    @Test
    void tellsNothingThatIsNotSo() throws IOException {
        for (Case one : cases()) {
            assertThat(one.expected()).as(one.name()).containsAll(one.told());
        }
    }

    /** As docs/sql.md says: at least 85 of 100. */
    @Test
    void isRightForMostCases() throws IOException {
        List<Case> cases = cases();
        long right = cases.stream()
                .filter(one -> !one.isSaid() && one.told().equals(one.expected()))
                .count();

        assertThat(cases.size()).isEqualTo(114);
        assertThat(right).isEqualTo(105);
    }
}
