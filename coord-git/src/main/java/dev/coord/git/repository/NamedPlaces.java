package dev.coord.git.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import dev.coord.core.process.NativeText;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Places that have to have a name in the charset of the locale: the coordination state, the log files and what agents are
 * told hold them as text.
 */
final class NamedPlaces {

    private static final Pattern LINE_END = Pattern.compile("[\r\n]");

    private NamedPlaces() {}

    static void require(Path... places) {
        for (Path place : places) {
            if (!hasName(place)) {
                throw refused(NativeText.text(place));
            }
            // Git reads the places of other object directories line by line.
            if (LINE_END.matcher(place.toString()).find()) {
                throw new BadInput("cannot work in '" + SafeText.line(place.toString())
                        + "': there is a line end in its name; rename it, or work in a clone elsewhere");
            }
        }
    }

    /** Java gives a working directory, or an argument, whose name the locale lacks as one with replacement characters. */
    static void requireText(Path place, Path given) {
        if (place.toString().indexOf('\uFFFD') >= 0 || isUnnamed(place)) {
            throw refused(given.toString().isEmpty() ? System.getProperty("user.dir") : given.toString());
        }
    }

    private static boolean isUnnamed(Path place) {
        return place.toString().indexOf('?') >= 0 && !hasUtf8();
    }

    private static boolean hasName(Path place) {
        try {
            return Path.of(place.toString()).equals(place);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static BadInput refused(String place) {
        String found = "cannot work in '" + new String(NativeText.of(place), UTF_8) + "': ";
        return new BadInput(
                hasUtf8()
                        ? found + "its name is not UTF-8; rename it, or work in a clone elsewhere"
                        : found + "the locale of this process (its charset is " + Charset.defaultCharset()
                                + ") has no name for it; set LC_ALL to a UTF-8 locale, such as LC_ALL=C.UTF-8, and run again");
    }

    private static boolean hasUtf8() {
        return Charset.defaultCharset().equals(UTF_8);
    }
}
