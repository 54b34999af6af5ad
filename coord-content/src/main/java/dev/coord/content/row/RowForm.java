package dev.coord.content.row;

import dev.coord.content.lex.Literals;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How rows are written whose order means nothing, since each is known by its name. */
enum RowForm {
    /** A member of what braces enclose: {@code name,}, {@code name: value,}, {@code pub name: Type,}. */
    MEMBER(
            "(?:(?:pub(?:\\([\\w:]+\\))?|readonly|mut|ref) +)*(?:([\\w$]+|[\"'][^\"']+[\"'])(?:\\??\\s*(?::|=>|=(?!=)).*)|([A-Za-z_$][\\w$]*)),",
            ".*\\{") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending) && !header.matches("(.*\\W)?(switch|match)\\b.*");
        }
    },
    /** A named argument of Python. */
    NAMED_ARGUMENT("([A-Za-z_]\\w*) ?=(?!=).*,", ".*\\(") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending) && ending.equals("py");
        }
    },
    /** A property of a type of TypeScript. */
    PROPERTY("(?:readonly +)?([\\w$]+|[\"'][^\"']+[\"'])\\??: .*;", ".*\\{") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending)
                    && Set.of("ts", "tsx", "mts", "cts").contains(ending);
        }
    },
    /** A property of a style sheet that means what its author likes; others set part of what others set. */
    STYLE("(--[\\w-]+): [^{}]*;", ".*\\{") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending) && Set.of("css", "scss", "less").contains(ending);
        }
    },
    /** An attribute of a tag. */
    ATTRIBUTE("([\\w:@.-]+)=(?:\\{.*}|\"[^\"]*\"|'[^']*')", "<[\\w.:-]+.*|.*[(&?:]\\s*<[\\w.:-]+") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending)
                    && Set.of("jsx", "tsx", "html", "vue", "js").contains(ending)
                    && header.indexOf('>') < 0;
        }

        @Override
        Optional<String> name(String text) {
            return super.name(text)
                    .map(name -> name.replaceFirst("^(?:v-bind:|:)", "")
                            .replaceFirst("^(?:v-on:|@|on(?=[A-Z]))", "on")
                            .toLowerCase(Locale.ROOT));
        }
    },
    /** A field of a struct of Go, or a method of an interface. */
    FIELD("([A-Z_a-z]\\w*)(?:\\(.*\\).*| +[*\\[\\]\\w.{}() ]+(?: +`[^`]*`)?)", ".*\\b(?:struct|interface) *\\{") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending) && ending.equals("go");
        }
    },
    /** A statement that makes another file known. */
    IMPORT("((?:pub(?:\\([\\w:]+\\))? +)?(?:use|mod|using|#include)\\b[^{}]*)", ".*") {
        @Override
        boolean isOf(String header, String ending) {
            return Set.of("php", "rs", "cs", "c", "h", "cc", "cpp", "hpp").contains(ending);
        }

        /** What it makes known: the last name of a path, or another one for it. */
        @Override
        Optional<String> name(String text) {
            Matcher alias = ALIAS.matcher(text);
            Matcher last = LAST.matcher(text);
            return super.name(text).map(all -> alias.matches() ? alias.group(1) : last.matches() ? last.group(1) : all);
        }
    },
    /** A package that a build of Ruby or Gradle depends on. */
    DEPENDENCY(
            "((?:gem|api|implementation|compileOnly|runtimeOnly|\\w+(?:Api|Implementation|CompileOnly|RuntimeOnly))"
                    + "[ (]+(?:\\w+\\()*[\"'][^\"']+[\"']).*",
            ".*") {
        @Override
        boolean isOf(String header, String ending) {
            return Set.of("gemfile", "rb", "gradle", "kts", "template").contains(ending);
        }

        /** The package alone, without its version, however it is quoted and whatever it is for. */
        @Override
        Optional<String> name(String text) {
            Matcher quoted = QUOTED.matcher(text);
            return super.name(text)
                    .map(all -> quoted.find() ? quoted.group(1).replaceFirst("^([^:]+:[^:]+):.*", "$1") : all);
        }
    },
    /** A function or a type of a language with braces, or a test. */
    BLOCK(
            "(?:(?:pub(?:\\([\\w:]+\\))?|public|private|protected|internal|static|final|abstract|override|async|unsafe|open"
                    + "|const|data|suspend) +)*((?:fn|function|fun|func|struct|enum|trait|class|interface|mod|object|extension)"
                    + " +[\\w&$]+|impl\\b[^{]*)[^\\w].*\\}",
            "|.*\\{") {
        @Override
        boolean isOf(String header, String ending) {
            boolean outer = header.isEmpty()
                    || header.matches("(?:.*\\W)?(?:mod|impl|class|trait|interface|object|extension)\\b.*");
            return outer && Set.of("rs", "php", "kt", "swift", "scala").contains(ending);
        }

        /** What is implemented, by whichever path it is named. */
        @Override
        Optional<String> name(String text) {
            return super.name(text)
                    .map(name -> name.replaceAll("\\w+::", "")
                            .replaceAll("\\s+", " ")
                            .strip());
        }
    },
    /** A method or an example of Ruby. */
    RUBY_BLOCK(
            "((?:def +[\\w.?!=]+|(?:it|test|describe|context|specify|scenario) +(?:\"[^\"]+\"|'[^']+')|(?:class|module) +[\\w:]+))\\b?.*\\bend",
            "|.*") {
        @Override
        boolean isOf(String header, String ending) {
            boolean outer = header.isEmpty()
                    || header.matches("(?:class|module)\\b.*|(?:RSpec\\.)?(?:describe|context)\\b.* do");
            return outer && ending.equals("rb");
        }
    },
    /** An element of XML that is known by an attribute, or alone by its name. */
    ELEMENT("(<[\\w.:-]+(?:\\s[^>]*?\\b(?:id|name|key|Include)=\"[^\"]+\")?|<!-)[^>]*>.*", "<[\\w.:-]+[^>]*>") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending)
                    && Set.of("xml", "xlf", "xliff", "resx", "csproj", "props").contains(ending);
        }

        @Override
        Optional<String> name(String text) {
            boolean known = text.matches("(?s)<[\\w.:-]+\\s[^>]*?\\b(?:id|name|key|Include)=\"[^\"]+\".*");
            boolean property = text.matches("<([\\w.:-]+[.-][\\w.:-]+)>[^<]*</\\1>");
            return known || property ? super.name(text) : Optional.empty();
        }
    },
    /** An assignment to a member of the object at hand, or to one that the file exports. */
    ASSIGNMENT(
            "(?:this|self|exports|module\\.exports)\\.([\\w$]+)(?:: [^=]+)?\\s*=(?!=)(?!.*\\b(?:await|yield)\\b).*",
            "|.*[{:]") {
        @Override
        boolean isOf(String header, String ending) {
            return super.isOf(header, ending)
                    && Set.of("js", "ts", "tsx", "jsx", "mjs", "py", "java").contains(ending);
        }
    };

    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");
    private static final Pattern ALIAS = Pattern.compile("(?:.*\\sas\\s+|using +)(\\w+)(?:\\s*=.*)?\\s*;?");
    private static final Pattern LAST = Pattern.compile("(?:.*\\W)?(?:use|mod)\\b.*?(\\w+)\\s*;?");
    private final Pattern row;
    private final Pattern header;

    RowForm(String row, String header) {
        this.row = Pattern.compile(row, Pattern.DOTALL);
        this.header = Pattern.compile(header);
    }

    /** Whether such rows stand below this line, in files that end so. */
    boolean isOf(String line, String ending) {
        return header.matcher(line).matches();
    }

    /** The name of a row; nothing if it is not of this form. */
    Optional<String> name(String text) {
        Matcher found = row.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        String name = found.groupCount() > 1 && found.group(1) == null ? found.group(2) : found.group(1);
        return Optional.of(Literals.plain(name)).filter(any -> !any.equals("_") && !any.isEmpty());
    }
}
