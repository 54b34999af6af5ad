package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FoldedNameTest {

    @Example
    void passesOverCaseAndOverHowACharacterIsWritten() {
        assertThat(FoldedName.of("Src/Profile.TSX")).isEqualTo("src/profile.tsx");
        assertThat(FoldedName.of("CAF\u00c9")).isEqualTo(FoldedName.of("cafe\u0301"));
        assertThat(FoldedName.of("\u03a3\u03c2\u03c3")).isEqualTo(FoldedName.of("\u03c3\u03c3\u03c3"));
        assertThat(FoldedName.of("\u212b")).isEqualTo(FoldedName.of("\u00e5"));
        assertThat(FoldedName.of("\ud801\udc00")).isEqualTo(FoldedName.of("\ud801\udc28"));
    }

    @Example
    void keepsLettersApartThatEveryFileSystemKeepsApart() {
        assertThat(FoldedName.of("\u0131")).isNotEqualTo(FoldedName.of("i"));
        assertThat(FoldedName.of("\u0130")).isNotEqualTo(FoldedName.of("i"));
        assertThat(FoldedName.of("\u00df")).isNotEqualTo(FoldedName.of("ss"));
        assertThat(FoldedName.of("a")).isNotEqualTo(FoldedName.of("\u00e4"));
    }

    @Property(tries = 1000)
    void spellingsOfOneNameFoldToOne(@ForAll("names") String name) {
        String folded = FoldedName.of(name);

        assertThat(FoldedName.of(folded)).as("folded twice").isEqualTo(folded);
        assertThat(FoldedName.of(Normalizer.normalize(name, Form.NFC))).isEqualTo(folded);
        assertThat(FoldedName.of(Normalizer.normalize(name, Form.NFD))).isEqualTo(folded);
        assertThat(FoldedName.of(name.toLowerCase(Locale.ROOT))).isEqualTo(folded);
    }

    @Property(tries = 1000)
    void whatDiffersByUnicodeOnlyDiffersByNoLetter(@ForAll("names") String name) {
        assertThat(FoldedName.normal(Normalizer.normalize(name, Form.NFC))).isEqualTo(FoldedName.normal(name));
    }

    @Property(tries = 500)
    void segmentsFoldOneByOne(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(FoldedName.of(one + "/" + other)).isEqualTo(FoldedName.of(one) + "/" + FoldedName.of(other));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(
                        "a", "B", "Z", "\u00e9", "e\u0301", "\u00c4", "\u03a3", "\u03c3", "\u212b", "\uac00", ".", "-",
                        " ", "0")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }
}
