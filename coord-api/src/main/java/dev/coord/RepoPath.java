package dev.coord;

import dev.coord.CoordinationException.BadInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A path inside the repository: a file, a directory ({@code app/}) or a glob ({@code app/**}, {@code src/*.{ts,tsx}}).
 * Kept normalized: {@code /} between segments, no {@code .} segment, no leading {@code ./}. Only {@code *}, {@code **},
 * {@code ?} and <code>{a,b}</code> are special; {@code [ ] ( ) !} are plain characters. Specification 1.1, reading 6.
 *
 * @param value the normalized path
 */
public record RepoPath(String value) implements Comparable<RepoPath> {

    private static final int LONGEST = 4096;

    private static final Pattern BETWEEN_NAMES = Pattern.compile("[{},/]");

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/");

    /**
     * Normalizes and checks the path.
     *
     * @throws BadInput if the path is empty, absolute, leaves the repository, reaches into {@code .git}, or holds a
     *     control character or a backslash
     */
    public RepoPath {
        value = isNormal(value) ? value : normalize(value);
    }

    /**
     * Whether the path covers more than the one file it names.
     *
     * @return true for a directory or a glob
     */
    public boolean isPattern() {
        return value.endsWith("/") || value.indexOf('*') >= 0 || value.indexOf('?') >= 0 || value.indexOf('{') >= 0;
    }

    @Override
    public int compareTo(RepoPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Whether one look is enough, as it is for nearly every path: no empty segment, none that begins with a dot. */
    private static boolean isNormal(String given) {
        boolean begins = true;
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if ((begins && (c == '.' || c == '/' || c == '{')) || c == '\\' || c == ':' || Character.isISOControl(c)) {
                return false;
            }
            begins = c == '/';
        }
        return !given.isEmpty() && given.length() <= LONGEST;
    }

    private static String normalize(String given) {
        if (given.isEmpty()) {
            throw refused(given, "is empty", "name a file, a directory or a glob");
        }
        if (given.length() > LONGEST) {
            throw refused(given, "has more than " + LONGEST + " characters", "shorten it");
        }
        if (given.chars().anyMatch(Character::isISOControl)) {
            throw refused(given, "holds a control character", "remove it");
        }
        if (given.indexOf('\\') >= 0) {
            throw refused(given, "holds a backslash", "separate segments by '/'");
        }
        if (given.startsWith("/") || DRIVE.matcher(given).lookingAt()) {
            throw refused(given, "is absolute", "write it relative to the root of the repository");
        }
        List<String> segments = new ArrayList<>();
        for (String segment : given.split("/", -1)) {
            if (segment.equals("..")) {
                throw refused(given, "holds a segment '..'", "write it relative to the root of the repository");
            }
            if (segment.toLowerCase(Locale.ROOT).equals(".git")) {
                throw refused(given, "reaches into '.git'", "name files of the work tree only");
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        if (segments.isEmpty() || !namesSomething(given)) {
            throw refused(given, "names no file", "write '**' for the whole repository");
        }
        boolean directory = given.endsWith("/") || given.endsWith("/.");
        return String.join("/", segments) + (directory ? "/" : "");
    }

    /** Braces may leave nothing to choose, as {@code {,}} does. */
    private static boolean namesSomething(String given) {
        return BETWEEN_NAMES.splitAsStream(given).anyMatch(name -> !name.isEmpty() && !name.equals("."));
    }

    private static BadInput refused(String path, String what, String mend) {
        return new BadInput("path '" + SafeText.excerpt(path) + "' " + what + "; " + mend);
    }
}
