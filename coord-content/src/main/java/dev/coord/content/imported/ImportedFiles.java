package dev.coord.content.imported;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.RepoPath;
import dev.coord.content.json.JsonData;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.ScriptBlocks;
import dev.coord.proof.FileImports;
import dev.coord.proof.ImportReader;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what files of the known languages import. */
public final class ImportedFiles implements ImportReader {
    private static final int LARGEST = 1 << 20;

    /** Longer lines are made by programs, and take more time than they tell. */
    private static final int LONGEST_LINE = 500;

    private static final Pattern C = Pattern.compile(".*\\.(c|h|cc|hh|cpp|hpp|cxx|hxx|m|mm)");
    private static final Pattern SHELL = Pattern.compile(".*\\.(sh|bash|zsh|ksh|bats)");
    private static final Pattern SHELL_BEGINS =
            Pattern.compile("#![^\\n]{0,200}\\b(sh|bash|zsh|ksh|dash)\\b[^\\n]*\\n");

    private static final String GO = "go.mod";

    /** A reader of all of them. */
    public ImportedFiles() {}

    @Override
    public FileImports read(RepoPath path, byte[] content) {
        if (content.length > LARGEST) {
            return FileImports.NONE;
        }
        String text = withoutLongLines(new String(content, UTF_8));
        ImportingFile file = new ImportingFile(path.value());
        String name = name(path);
        Optional<Language> language = Language.of(path);
        if (ScriptBlocks.isIn(name)) {
            ScriptSources.read(Lexer.read(ScriptBlocks.of(text), Language.SCRIPT), file);
        } else if (language.isPresent()) {
            code(language.get(), name, text, file);
        } else if (name.equals(GO)) {
            GoPackages.module(text, file);
        } else if (C.matcher(name).matches()) {
            IncludedFiles.ofC(path.value(), text, file);
        } else if (SHELL.matcher(name).matches() || SHELL_BEGINS.matcher(text).lookingAt()) {
            IncludedFiles.ofShell(text, file);
        }
        return file.found();
    }

    private static String withoutLongLines(String text) {
        StringBuilder lines = new StringBuilder(text.length());
        for (int begin = 0; begin < text.length(); ) {
            int feed = text.indexOf('\n', begin);
            int end = feed < 0 ? text.length() : feed;
            lines.append(text, begin, end - begin > LONGEST_LINE ? begin : end);
            lines.append(feed < 0 ? "" : "\n");
            begin = end + 1;
        }
        return lines.toString();
    }

    @Override
    public boolean namesModule(RepoPath path) {
        return name(path).equals(GO) || NodeNames.isIn(name(path));
    }

    private static String name(RepoPath path) {
        return path.value().substring(path.value().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static void code(Language language, String name, String text, ImportingFile file) {
        switch (language) {
            case SCRIPT -> ScriptSources.read(Lexer.read(text, language), file);
            case PYTHON -> PythonModules.read(Lexer.read(text, language), file);
            case JAVA -> JavaTypes.read(Lexer.read(text, language), file);
            case GO -> GoPackages.read(Lexer.read(text, language), file);
            case JSON -> {
                if (NodeNames.isIn(name)) {
                    JsonData.read(text).ifPresent(data -> NodeNames.read(data, file));
                }
            }
            case TOML -> {}
        }
    }
}
