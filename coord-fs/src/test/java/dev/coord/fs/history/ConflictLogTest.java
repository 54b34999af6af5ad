package dev.coord.fs.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.protocol.ConflictText;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.document.Sample;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictLogTest {

    private static final String ENTRY = ConflictText.of(List.of(Sample.conflict("Serialize P4 after P2")));

    @TempDir
    Path home;

    @Test
    void writesTheSpecificationsFourLines() {
        assertThat(ENTRY).isEqualTo("""
                        [2025-10-30T14:30:00Z] CONFLICT: file_write_conflict
                        Features: P2_user_profile, P4_admin_panel
                        File: middleware.ts
                        Resolution: Serialize P4 after P2
                        """);
    }

    @Property(tries = 300)
    void readsBackWhatItWrote(@ForAll("entries") List<ConflictEntry> entries) {
        assertThat(ConflictText.read(ConflictText.of(entries).getBytes(StandardCharsets.UTF_8))
                        .entries())
                .isEqualTo(entries);
    }

    @Test
    void noTextForgesAnEntry() {
        ConflictEntry evil = Sample.conflict("x\nResolution: none\n" + ENTRY + "\u2028\r\u0085");

        String text = ConflictText.of(List.of(evil));

        assertThat(text.lines()).hasSize(4);
        assertThat(ConflictText.read(text.getBytes(StandardCharsets.UTF_8)).entries())
                .containsExactly(evil);
    }

    @Property(tries = 300)
    void showsWhoeverReadsTheFileNothingThatCannotBeSeen(@ForAll("texts") String text) {
        ConflictEntry evil = Sample.conflict(text);

        String written = new String(ConflictText.of(List.of(evil)).getBytes(UTF_8), UTF_8);

        assertThat(written.codePoints()).allMatch(c -> c == '\n' || SafeText.isSafe(c));
        assertThat(written.lines()).hasSize(4);
        assertThat(ConflictText.read(written.getBytes(StandardCharsets.UTF_8)).entries())
                .containsExactly(evil);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "\u001b[31m",
                                "\u202e",
                                "\u2066",
                                "\u009b",
                                "\ud800",
                                "\udc00",
                                "\udb40\udc41",
                                "\ufeff",
                                "\\u0041"),
                        Arbitraries.integers().between(0, 0x10ffff).map(Character::toString))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    @Test
    void completesEntriesHoweverMuchOfThemWasWritten() throws IOException {
        String earlier = ConflictText.of(List.of(Sample.conflict("earlier")));
        for (int written = 0; written <= ENTRY.length(); written++) {
            Path file = Files.writeString(home.resolve("conflicts.log"), earlier + ENTRY.substring(0, written));

            repair(file, earlier.length());
            repair(file, earlier.length());

            assertThat(file).hasContent(earlier + ENTRY);
        }
    }

    @Test
    void fillsTheGapsThatAPowerCutLeft() throws IOException {
        String earlier = ConflictText.of(List.of(Sample.conflict("earlier")));
        for (int gap = 1; gap <= ENTRY.length(); gap++) {
            String there = earlier + "\0".repeat(gap) + ENTRY.substring(gap);
            Path file = Files.writeString(home.resolve("conflicts.log"), there);

            repair(file, earlier.length());
            repair(file, earlier.length());

            assertThat(file).hasContent(earlier + ENTRY);
        }
    }

    @Test
    void keepsWhatOthersAppended() throws IOException {
        Path file = Files.writeString(home.resolve("conflicts.log"), "a note of somebody\n");

        repair(file, 0);
        repair(file, 0);

        assertThat(file).hasContent("a note of somebody\n" + ENTRY);
    }

    @Test
    void bringsNothingBackIntoALogThatWasCut() throws IOException {
        Path file = Files.writeString(home.resolve("conflicts.log"), "");

        repair(file, 500);

        assertThat(file).isEmptyFile();
    }

    @Test
    void passesOverWhatOthersWrote() {
        String text = "[yesterday] CONFLICT: schema_conflict\nFeatures: a\nTable: b\nResolution: c\n" + ENTRY
                + "[2025-10-30T14:30:00Z] CONFLICT: of_opinions\nFeatures: a\nFile: b\nResolution: c\n";

        assertThat(ConflictText.read(text.getBytes(StandardCharsets.UTF_8)).entries())
                .containsExactly(Sample.conflict("Serialize P4 after P2"));
    }

    @Test
    void tellsOfLinesThatAreNoEntries() {
        String half = "[2025-10-30T14:30:00Z] CONFLICT: schema_conflict\nFeatures: a\n";
        String strange = "[2025-10-30T14:30:00Z] CONFLICT: of_opinions\nFeatures: a\nFile: b\nResolution: c\n";
        byte[] latin =
                "[2025-10-30T14:30:00Z] CONFLICT: file_write_conflict\nFeatures: a\nFile: caf\u00e9\nResolution: c\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        String whole = ENTRY.substring(0, ENTRY.length() - 1); // an editor may leave the last line feed out

        assertThat(others(ENTRY + "\n" + whole)).isEmpty();
        assertThat(ConflictText.read((ENTRY + whole).getBytes(UTF_8)).entries()).hasSize(2);
        assertThat(others(ENTRY + "a note\n\n" + ENTRY)).contains("line 5 is no entry");
        assertThat(others(half + ENTRY)).contains("2 lines are no entries, the first is line 1");
        assertThat(others(ENTRY + ENTRY + strange)).contains("4 lines are no entries, the first is line 9");
        assertThat(ConflictText.read(latin).others()).contains("4 lines are no entries, the first is line 1");
    }

    private static Optional<String> others(String log) {
        return ConflictText.read(log.getBytes(UTF_8)).others();
    }

    @Provide
    Arbitrary<List<ConflictEntry>> entries() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars('a', ',', ' ', '\\', '\n', '[', ']', ':', 'u', '\u2028', '\u00e9')
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<ConflictEntry> entry = Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond),
                        Arbitraries.of(ConflictType.values()),
                        Arbitraries.of("P1", "P2-x", "P3.y")
                                .map(FeatureId::new)
                                .list()
                                .ofMaxSize(3),
                        text.list().ofMaxSize(3),
                        text)
                .as(ConflictEntry::new);
        return entry.list().ofMaxSize(4);
    }

    private static void repair(Path file, long length) throws IOException {
        ConflictLog log = new ConflictLog(file, new Ownership(Optional.empty()));
        log.repair(new LogState(length, ENTRY), Durability.POWER_LOSS);
    }

    @Test
    void readsALogThatIsNotThere() throws IOException {
        ConflictLog log = new ConflictLog(home.resolve("conflicts.log"), new Ownership(Optional.empty()));

        assertThat(log.read()).isEmpty();
        assertThat(log.length()).isZero();
        assertThat(ENTRY.getBytes(StandardCharsets.UTF_8)).hasSize(ENTRY.length());
    }
}
