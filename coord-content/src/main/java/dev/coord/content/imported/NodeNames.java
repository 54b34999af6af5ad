package dev.coord.content.imported;

import dev.coord.content.json.JsonData;
import java.util.List;
import java.util.regex.Pattern;

/** The names that {@code package.json}, {@code tsconfig.json} and {@code jsconfig.json} give to directories. */
final class NodeNames {
    private static final Pattern FILES = Pattern.compile("package\\.json|[jt]sconfig([.\\w-]*)\\.json");
    private static final String ALL = "/*";

    private NodeNames() {}

    static boolean isIn(String name) {
        return FILES.matcher(name).matches();
    }

    static void read(JsonData data, ImportingFile file) {
        String name = data.get("name").text();
        if (!name.isEmpty()) {
            file.isModule(name);
        }
        data.get("imports").members().forEach((alias, targets) -> named(alias, "", texts(targets), file));
        JsonData options = data.get("compilerOptions");
        String base = options.get("baseUrl").text();
        if (!base.isEmpty()) {
            file.isModule("", base);
        }
        options.get("paths").members().forEach((alias, targets) -> named(alias, base + "/", targets.texts(), file));
    }

    private static List<String> texts(JsonData targets) {
        return targets.members().isEmpty()
                ? targets.texts()
                : targets.members().values().stream()
                        .flatMap(target -> target.texts().stream())
                        .toList();
    }

    /** A name with a star stands for a directory; one without for a file, which is looked for in its directory. */
    private static void named(String alias, String base, List<String> targets, ImportingFile file) {
        boolean isAll = alias.endsWith(ALL);
        String name = isAll ? alias.substring(0, alias.length() - ALL.length()) : alias;
        if (name.isEmpty() || name.indexOf('*') >= 0) {
            return;
        }
        for (String target : targets) {
            int end = isAll ? target.indexOf('*') : target.length();
            String path = base + target.substring(0, Math.max(0, end));
            file.isModule(name, path.substring(0, path.lastIndexOf('/') + 1));
        }
    }
}
