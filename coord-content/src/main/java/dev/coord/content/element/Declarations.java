package dev.coord.content.element;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Language;
import dev.coord.content.text.NotUnderstood;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** Functions, methods, types, constants and tests that both sides added at one place. */
public final class Declarations implements HunkMerger {
    private static final Set<Language> KNOWN = EnumSet.of(Language.SCRIPT, Language.JAVA, Language.GO, Language.PYTHON);

    /** A merger for each language in which declarations are known. */
    public Declarations() {}

    @Override
    public String kind() {
        return "declarations";
    }

    @Override
    public boolean knows(RepoPath path) {
        return Language.of(path).filter(KNOWN::contains).isPresent();
    }

    @Override
    public Resolution merge(Hunk hunk) {
        Language language = hunk.sources().language().orElseThrow();
        Set<Integer> indents = new HashSet<>();
        return SideBySide.merge(hunk, (tokens, lines, from, to) -> {
            if (tokens.isWithin(tokens.line(from)) || tokens.isWithin(tokens.line(to))) {
                throw new NotUnderstood("it lies within a text or a comment");
            }
            if (tokens.openAt(tokens.line(from)) != tokens.openAt(tokens.line(to))) {
                throw new NotUnderstood("a side adds part of a block");
            }
            return language == Language.PYTHON
                    ? IndentedElements.read(tokens, lines, from, to, indents)
                    : new BracedElements(language, tokens, lines).read(from, to);
        });
    }
}
