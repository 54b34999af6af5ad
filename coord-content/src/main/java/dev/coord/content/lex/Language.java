package dev.coord.content.lex;

import dev.coord.RepoPath;
import java.util.Locale;
import java.util.Optional;

/** A language that is known well enough to tell code from texts and comments. */
public enum Language {
    /** JavaScript and TypeScript, with JSX. */
    SCRIPT(" js jsx mjs cjs ts tsx mts cts ", "//"),
    /** Java. */
    JAVA(" java ", "//"),
    /** Go. */
    GO(" go ", "//"),
    /** Python. */
    PYTHON(" py pyi ", "#"),
    /** JSON, which may have the comments of JavaScript. */
    JSON(" json jsonc webmanifest ", "//"),
    /** TOML. */
    TOML(" toml ", "#");

    private final String endings;
    private final String comment;

    Language(String endings, String comment) {
        this.endings = endings;
        this.comment = comment;
    }

    /**
     * The language of a file.
     *
     * @param path the file
     * @return its language by how its name ends, if it is known
     */
    public static Optional<Language> of(RepoPath path) {
        String name = path.value().substring(path.value().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        for (Language language : values()) {
            if (name.indexOf('.') >= 0 && language.endings.contains(' ' + ending + ' ')) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /**
     * What begins a comment that ends with its line.
     *
     * @return the sign
     */
    public String comment() {
        return comment;
    }
}
