package dev.coord.content.javatype;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The types that a file declares, by the parser of the JDK, where this is one. Nothing is compiled, and no other file is read. */
final class JdkTypes {
    private JdkTypes() {}

    /** Names of types with those that they are nested in; nothing where a runtime without a compiler runs, or it does not parse. */
    static Optional<Set<String>> of(String text) {
        try {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            return compiler == null ? Optional.empty() : parsed(compiler, text);
        } catch (IOException | RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<String>> parsed(JavaCompiler compiler, String text) throws IOException {
        boolean[] isWrong = {false};
        JavacTask task = (JavacTask) compiler.getTask(
                null, null, problem -> isWrong[0] = true, List.of("-proc:none"), null, List.of(new Source(text)));
        Set<String> names = new HashSet<>();
        for (CompilationUnitTree unit : task.parse()) {
            unit.getTypeDecls().forEach(type -> collect("", type, names));
        }
        return isWrong[0] ? Optional.empty() : Optional.of(names);
    }

    private static void collect(String outer, Tree tree, Set<String> names) {
        if (tree instanceof ClassTree type) {
            String name = outer + type.getSimpleName();
            names.add(name);
            type.getMembers().forEach(member -> collect(name + ".", member, names));
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Source.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
