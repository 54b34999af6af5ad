package dev.coord.content.hunk;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.Optional;

/**
 * The tokens of the versions of a file.
 *
 * @param language their language, if it is known
 * @param base tokens of the base
 * @param ours tokens of the target's version
 * @param theirs tokens of the other
 */
public record Sources(Optional<Language> language, Tokens base, Tokens ours, Tokens theirs) {

    private static final Tokens NONE = Lexer.read("", Language.TOML);

    /**
     * Reads the versions.
     *
     * @param versions the versions
     * @return their tokens; none where the language is not known
     * @throws NotUnderstood if a version leaves a bracket or a text open
     */
    public static Sources of(Versions versions) {
        Optional<Language> language = Language.of(versions.path());
        return new Sources(
                language,
                tokens(versions.base(), language),
                tokens(versions.ours(), language),
                tokens(versions.theirs(), language));
    }

    private static Tokens tokens(TextFile file, Optional<Language> language) {
        Tokens tokens = language.map(known -> Lexer.read(file.text(), known)).orElse(NONE);
        if (!tokens.isWhole()) {
            throw new NotUnderstood("a version has brackets or texts that are not closed");
        }
        return tokens;
    }
}
