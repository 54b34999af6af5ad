package dev.coord.content.lines;

import dev.coord.RepoPath;
import dev.coord.content.text.NotUnderstood;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of which each line is an entry of its own. */
enum FlatList {
    /** Patterns of files to ignore; one that begins with {@code !} takes back those before it. */
    IGNORED("\\.[a-z]*ignore", "(.*)") {
        @Override
        void check(String line) {
            if (line.startsWith("!")) {
                throw new NotUnderstood("a pattern takes others back, so the order counts");
            }
        }
    },
    /** Packages of Python with their versions. */
    REQUIREMENTS(
            "(.*[-_./])?(requirements|constraints)([-_.][\\w.-]+)?\\.(txt|in)|requirements/[\\w.-]+\\.(txt|in)",
            "([A-Za-z0-9][A-Za-z0-9._-]*(?:\\[[^]]*\\])?)\\s*(?:[=<>~!;@#].*)?|(-.*)") {
        @Override
        void check(String line) {
            if (line.startsWith("-")) {
                throw new NotUnderstood("an option holds for the whole file");
            }
            if (line.endsWith("\\")) {
                throw new NotUnderstood("an entry goes on in the next line");
            }
        }

        @Override
        String name(String found) {
            return found.startsWith("-")
                    ? found
                    : found.toLowerCase(Locale.ROOT).replaceAll("\\[.*", "").replaceAll("[-_.]+", "-");
        }
    },
    /** Who owns which files; the last pattern that fits counts. */
    OWNERS("CODEOWNERS|\\.gitattributes", "(\\S+)(?:\\s.*)?"),
    /** Variables with sample values. */
    VARIABLES("\\.env(\\.\\w+)*\\.?(example|sample|template|dist|defaults)", "(?:export\\s+)?([A-Za-z_]\\w*)\\s*=.*") {
        @Override
        void check(String line) {
            if (line.indexOf('$') >= 0) {
                throw new NotUnderstood("a variable uses another");
            }
        }
    };

    private final Pattern file;
    private final Pattern entry;

    FlatList(String file, String entry) {
        this.file = Pattern.compile(file);
        this.entry = Pattern.compile(entry);
    }

    static Optional<FlatList> of(RepoPath path) {
        String name = path.value().substring(path.value().lastIndexOf('/') + 1);
        String inDirectory = path.value().replaceFirst(".*/(?=[^/]+/[^/]+$)", "");
        return Arrays.stream(values())
                .filter(list -> list.file.matcher(name).matches()
                        || list.file.matcher(inDirectory).matches())
                .findFirst();
    }

    /** What an entry is known by. */
    String key(String line) {
        Matcher found = entry.matcher(line.strip());
        if (!found.matches()) {
            throw new NotUnderstood("'" + line.strip() + "' is no entry of such a file");
        }
        check(line.strip());
        return name(found.groupCount() > 1 && found.group(1) == null ? found.group(2) : found.group(1));
    }

    /** Whether entries that both sides add may affect each other. */
    boolean isOrdered() {
        return this == OWNERS;
    }

    /** Whether an entry has no other name than itself. */
    boolean isNameless() {
        return this == IGNORED;
    }

    void check(String line) {}

    String name(String found) {
        return found;
    }
}
