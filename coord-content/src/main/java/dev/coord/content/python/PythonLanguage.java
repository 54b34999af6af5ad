package dev.coord.content.python;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.SourceText;
import dev.coord.content.module.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Python. */
public final class PythonLanguage implements SourceLanguage {
    private static final Set<String> CONFIGURATION = Set.of("pyproject.toml", "setup.py", "setup.cfg", ".gitignore");

    /** Knows all of it. */
    public PythonLanguage() {}

    @Override
    public boolean isSource(String path) {
        return path.endsWith(".py") || path.endsWith(".pyi");
    }

    @Override
    public boolean isConfiguration(String path) {
        return CONFIGURATION.contains(PathText.name(path));
    }

    @Override
    public SourceFacts read(String path, String text) {
        return PythonReader.read(Lexer.read(SourceText.plain(text), Language.PYTHON), path.endsWith(".pyi"));
    }

    @Override
    public Resolver on(Tree tree) {
        return new PythonResolver(tree);
    }

    @Override
    public List<String> files(String place) {
        return List.of(place, place + ".py", place + "/__init__.py", place + ".pyi");
    }

    @Override
    public Optional<String> forTypesOnly(String path) {
        return Optional.of("'if TYPE_CHECKING:'");
    }

    @Override
    public boolean takesNamesAtOnce() {
        return true;
    }

    @Override
    public boolean forbidsCycles() {
        return true;
    }
}
