package dev.coord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafeTextProperties {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|([nrt]))");

    @Property
    void nothingUnsafeIsLeft(@ForAll("hostile") String text) {
        assertThat(SafeText.line(text).codePoints()).allMatch(SafeText::isSafe);
        assertThat(SafeText.excerpt(text).codePoints()).allMatch(SafeText::isSafe);
        assertThat(SafeText.lines(text)).allMatch(line -> line.codePoints().allMatch(SafeText::isSafe));
        assertThat(SafeText.json(text).codePoints()).allMatch(c -> c == '\n' || SafeText.isSafe(c));
    }

    @Property
    void madeSafeTwiceLooksTheSame(@ForAll("hostile") String text) {
        assertThat(SafeText.line(SafeText.line(text))).isEqualTo(SafeText.line(text));
    }

    @Property
    void whatWasReplacedCanBeReadBack(@ForAll("hostile") String text) {
        String without = text.replace("\\", "");

        assertThat(ESCAPE.matcher(SafeText.line(without)).replaceAll(match -> switch (String.valueOf(match.group(2))) {
                    case "n" -> "\n";
                    case "r" -> "\r";
                    case "t" -> "\t";
                    default -> Character.toString((char) Integer.parseInt(match.group(1), 16));
                }))
                .isEqualTo(without);
    }

    @Property
    void eachLineOfABlockBeginsWithItsIndent(@ForAll("hostile") String text) {
        assertThat(SafeText.block(text, ">  ").lines().skip(1)).allMatch(line -> line.startsWith(">  "));
    }

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 0x10ffff).map(Character::toString),
                        Arbitraries.integers().between(0, 0xff).map(Character::toString),
                        Arbitraries.of(
                                "\n", "\r\n", "\t", "\u001b[31m", "\u202e", "\u2028", "\\", "\\u001b", "\ud83d", "a"))
                .list()
                .ofMaxSize(20)
                .map(parts -> String.join("", parts));
    }
}
