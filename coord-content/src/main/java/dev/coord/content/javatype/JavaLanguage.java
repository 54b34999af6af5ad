package dev.coord.content.javatype;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.Tree;
import java.util.List;

/** Java. */
public final class JavaLanguage implements SourceLanguage {

    /** Knows all of it. */
    public JavaLanguage() {}

    @Override
    public boolean isSource(String path) {
        return path.endsWith(".java");
    }

    @Override
    public boolean isConfiguration(String path) {
        return false;
    }

    @Override
    public SourceFacts read(String path, String text) {
        return JavaHeader.read(Lexer.read(text, Language.JAVA));
    }

    @Override
    public Resolver on(Tree tree) {
        return new JavaResolver(tree);
    }

    @Override
    public String unit(String path) {
        return PathText.directory(path);
    }

    @Override
    public List<String> files(String place) {
        return List.of(place);
    }

    @Override
    public boolean takesNamesAtOnce() {
        return false;
    }

    @Override
    public boolean forbidsCycles() {
        return false;
    }
}
