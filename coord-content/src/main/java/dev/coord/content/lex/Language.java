package dev.coord.content.lex;

import dev.coord.RepoPath;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A language that is known well enough to tell code from texts and comments. */
public enum Language {
    /** JavaScript and TypeScript, with JSX. */
    SCRIPT(Set.of("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"), "//"),
    /** Java. */
    JAVA(Set.of("java"), "//"),
    /** Go. */
    GO(Set.of("go"), "//"),
    /** Python. */
    PYTHON(Set.of("py", "pyi"), "#"),
    /** JSON, which may have the comments of JavaScript. */
    JSON(Set.of("json", "jsonc", "json5", "webmanifest"), "//"),
    /** TOML. */
    TOML(Set.of("toml"), "#");

    private final Set<String> endings;
    private final String comment;

    Language(Set<String> endings, String comment) {
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
            if (name.indexOf('.') >= 0 && language.endings.contains(ending)) {
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
