package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.migration.Paths;
import dev.coord.content.renumber.Moves.Rename;
import dev.coord.schema.BranchFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the files of a branch follow where one names a migration that has another name now: by whole words, in texts that the branch
 * added or edited. What stands before a word may say that another directory, or another app, is meant. For one thread.
 */
final class References {

    private static final int LARGEST = 1 << 20;

    /** What tools make anew, over the contents of a directory. */
    private static final Set<String> SUMS = Set.of("atlas.sum", "migration_lock.toml");

    private static final Pattern STAMP = Pattern.compile("[0-9]{12,17}(?=[_-]|$)");

    /** TypeORM goes by the time at the end of the name of the class. */
    private static final Pattern TIME_OF_CLASS = Pattern.compile("[0-9]{13}");

    private static final Pattern SCRIPT = Pattern.compile(".*[.][cm]?[jt]s");
    private static final Pattern APP = Pattern.compile("[\"'](?<app>[\\w.]+)[\"']\\s{0,9},\\s{0,9}[\"']$");
    private static final int FAR = 100;

    private final BranchFiles files;
    private final Moves moves;
    private final Map<String, Boolean> alone = new HashMap<>();

    private References(BranchFiles files, Moves moves) {
        this.files = files;
        this.moves = moves;
    }

    static void follow(BranchFiles files, Moves moves) {
        if (!moves.renames().isEmpty()) {
            References references = new References(files, moves);
            files.changed().forEach(references::follow);
        }
    }

    /** The same in one of the files. */
    static void follow(BranchFiles files, Moves moves, String path) {
        new References(files, moves).follow(path);
    }

    private void follow(String path) {
        if (!SUMS.contains(Paths.last(path))) {
            text(path).ifPresent(text -> moves.renames().forEach(rename -> follow(path, text, rename)));
        }
    }

    /** One character for one byte. */
    private Optional<String> text(String path) {
        return files.content(path)
                .filter(bytes -> bytes.length <= LARGEST)
                .map(bytes -> new String(bytes, ISO_8859_1))
                .filter(text -> text.indexOf('\0') < 0);
    }

    private void follow(String path, String text, Rename rename) {
        for (int at : words(text, rename.from())) {
            if (isMeant(text, at, rename)) {
                moves.edits(path).put(at, at + rename.from().length(), rename.to());
            }
        }
        Matcher old = STAMP.matcher(rename.from());
        Matcher now = STAMP.matcher(rename.to());
        if (old.find() && now.find() && isOnly(old.group(), rename)) {
            number(path, text, old.group(), now.group());
            number(path, text, barred(old.group()), barred(now.group()));
            if (TIME_OF_CLASS.matcher(old.group()).matches()
                    && SCRIPT.matcher(path).matches()) {
                ends(text, old.group())
                        .forEach(
                                at -> moves.edits(path).put(at, at + old.group().length(), now.group()));
            }
        }
    }

    private boolean isOnly(String number, Rename rename) {
        return isAlone(number, path -> path.contains(number), path -> path.contains(rename.from()));
    }

    /** The times in names stand alone too, as in a dump of the schema. */
    private void number(String path, String text, String old, String now) {
        words(text, old).forEach(at -> moves.edits(path).put(at, at + old.length(), now));
    }

    /** As Rails writes them. */
    static String barred(String stamp) {
        return stamp.replaceFirst("^(....)(..)(..)", "$1_$2_$3_");
    }

    private static List<Integer> words(String text, String word) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length())) {
            int end = at + word.length();
            if ((at == 0 || !isPartOfWord(text.charAt(at - 1)))
                    && (end == text.length() || !isPartOfWord(text.charAt(end)))) {
                found.add(at);
            }
        }
        return found;
    }

    /** Where a name that begins with letters ends with a number. */
    private static List<Integer> ends(String text, String number) {
        Matcher name =
                Pattern.compile("(?<=\\p{Alpha})" + number + "(?![\\w-])").matcher(text);
        List<Integer> found = new ArrayList<>();
        while (name.find()) {
            found.add(name.start());
        }
        return found;
    }

    private static boolean isPartOfWord(char c) {
        return c == '_' || c == '-' || Character.isLetterOrDigit(c);
    }

    /** What stands before a word: a path, a module, or an app; otherwise it is meant if nothing else is called so. */
    private boolean isMeant(String text, int at, Rename rename) {
        int start = at;
        while (start > 0 && (isPartOfWord(text.charAt(start - 1)) || "./".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        String before = text.substring(start, at);
        if (before.endsWith("/")) {
            return isOf(before, rename.directory());
        }
        if (before.endsWith(".") && !before.startsWith(".")) {
            return isOf(before.replace('.', '/'), rename.directory());
        }
        Matcher app = APP.matcher(text.substring(Math.max(0, at - FAR), at));
        if (!rename.app().isEmpty() && app.find()) {
            return app.group("app").equals(rename.app());
        }
        String directory = Paths.in(rename.directory(), "");
        return isAlone(
                directory + '\0' + rename.from(),
                path -> !words(path, rename.from()).isEmpty(),
                path -> path.startsWith(directory));
    }

    /** Whether one ends as the other does. */
    private static boolean isOf(String named, String directory) {
        String path = "/" + named.replaceFirst("^(?:[.]{0,2}/)+", "");
        String whole = "/" + directory + "/";
        return whole.endsWith(path) || path.endsWith(whole);
    }

    /** Whether no file of the branch that something holds for is another migration's. */
    private boolean isAlone(String name, Predicate<String> isOne, Predicate<String> isOwn) {
        return alone.computeIfAbsent(
                name, any -> files.paths().stream().filter(isOne).allMatch(isOwn));
    }
}
