package dev.coord.content.script;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.ScriptBlocks;
import dev.coord.content.module.Exports;
import dev.coord.content.module.PathText;
import dev.coord.content.module.Resolver;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.SourceText;
import dev.coord.content.module.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** JavaScript and TypeScript. */
public final class ScriptLanguage implements SourceLanguage {
    private static final Set<String> ENDINGS =
            Set.of("js", "ts", "jsx", "tsx", "mjs", "cjs", "mts", "cts", "vue", "svelte", "astro");
    private static final Pattern CONFIGURATION =
            Pattern.compile("package\\.json|pnpm-workspace\\.yaml|\\.gitignore|[jt]sconfig([.\\w-]*)\\.json");

    /** Knows all of it. */
    public ScriptLanguage() {}

    @Override
    public boolean isSource(String path) {
        return ENDINGS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    @Override
    public boolean isConfiguration(String path) {
        return CONFIGURATION.matcher(PathText.name(path)).matches();
    }

    @Override
    public boolean isReadClosely(String path) {
        return ScriptKind.of(path).isTyped();
    }

    @Override
    public SourceFacts readClosely(String path, String text) {
        return read(path, text, true);
    }

    @Override
    public SourceFacts read(String path, String text) {
        return read(path, text, false);
    }

    private static SourceFacts read(String path, String written, boolean isClose) {
        String text = SourceText.plain(written);
        if (!ScriptBlocks.isIn(path)) {
            String code = text.startsWith("#!") ? "//" + text.substring(2) : text;
            return ScriptReader.read(Lexer.read(code, Language.SCRIPT), ScriptKind.of(path), isClose);
        }
        SourceFacts facts =
                ScriptReader.read(Lexer.read(ScriptBlocks.of(text), Language.SCRIPT), ScriptKind.OTHER, false);
        return new SourceFacts(facts.references(), Exports.OPEN, facts.declared(), facts.undecided());
    }

    @Override
    public Resolver on(Tree tree) {
        return new ScriptResolver(tree);
    }

    @Override
    public List<String> files(String place) {
        return ScriptFiles.named(place);
    }

    @Override
    public Optional<String> forTypesOnly(String path) {
        return ScriptKind.of(path).isTyped() ? Optional.of("'import type'") : Optional.empty();
    }

    @Override
    public boolean takesNamesAtOnce() {
        return false;
    }

    @Override
    public boolean forbidsCycles() {
        return true;
    }
}
