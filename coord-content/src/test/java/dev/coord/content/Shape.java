package dev.coord.content;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Files of entries, each with a name and a value, as the kinds of merges know them. */
enum Shape {
    BARREL("src/index.ts", "", "export { v%2$d as n%1$d } from './m%2$d';\n", "", ""),
    NAMES("src/a.ts", "import { ", "v%2$d as n%1$d", ", ", " } from './m';\n"),
    NAMES_ON_LINES("src/a.ts", "import {\n", "  v%2$d as n%1$d,\n", "", "} from './m';\n"),
    JAVA_IMPORTS("src/A.java", "", "import v%2$d.n%1$d;\n", "", "\nclass A {}\n"),
    PYTHON_NAMES("a.py", "from m import (\n", "    v%2$d as n%1$d,\n", "", ")\n"),
    JSON("package.json", "{\n  \"scripts\": {", "\n    \"n%1$d\": \"v%2$d\"", ",", "\n  }\n}\n"),
    JSON_ON_ONE_LINE("a.json", "{ ", "\"n%1$d\": \"v%2$d\"", ", ", " }\n"),
    VARIABLES(".env.example", "", "n%1$d=v%2$d\n", "", ""),
    PROPERTIES("a.properties", "", "n%1$d = v%2$d\n", "", ""),
    TOML("a.toml", "[t]\n", "n%1$d = \"v%2$d\"\n", "", "\n[u]\nx = 1\n"),
    FUNCTIONS("src/a.js", "", "\nexport function n%1$d() {\n  return v%2$d;\n}\n", "", ""),
    METHODS("src/A.java", "class A {\n", "    int n%1$d() {\n        return v%2$d;\n    }\n\n", "", "}\n"),
    PYTHON_FUNCTIONS("a.py", "import x\n", "\n\ndef n%1$d():\n    return v%2$d\n", "", ""),
    GO_FUNCTIONS("a.go", "package a\n", "\n// n of %1$d\nfunc n%1$d() int {\n\treturn v%2$d\n}\n", "", ""),
    CASES("src/a.js", "switch (x) {\n", "  case n%1$d:\n    return v%2$d;\n", "", "  default:\n    return 0;\n}\n"),
    OBJECT("src/a.js", "const x = {\n", "  n%1$d: v%2$d,\n", "", "};\n"),
    DICTIONARY("a.py", "X = {\n", "    \"n%1$d\": \"v%2$d\",\n", "", "}\n"),
    ENUM("src/A.java", "enum A {\n", "    n%1$d(v%2$d)", ",\n", "\n}\n"),
    EDITED_LINES("a.rb", "", "set n%1$d, to v%2$d\n", "", ""),
    SECTIONS("README.md", "# a\n", "\n## n%1$d\n\nv%2$d\n", "", ""),
    KEYS("a.yml", "m:\n", "  n%1$d: v%2$d\n", "", "x: 1\n"),
    ITEMS("a.yml", "volumes:\n", "  - name: n%1$d\n    is: v%2$d\n", "", "x: 1\n"),
    RUST_FUNCTIONS("a.rs", "use a;\n", "\nfn n%1$d() {\n    v%2$d();\n}\n", "", ""),
    RUBY_METHODS("a.rb", "class A\n", "  def n%1$d\n    v%2$d\n  end\n\n", "", "end\n"),
    FIELDS("a.rs", "struct A {\n", "    n%1$d: v%2$d,\n", "", "}\n"),
    PROPERTIES_OF_TYPE("a.ts", "type A = {\n", "  n%1$d: v%2$d;\n", "", "};\n"),
    ROWS("README.md", "| name | value |\n|---|---|\n", "| n%1$d | v%2$d |\n", "", "\nend\n");

    final String path;
    private final String before;
    private final String entry;
    private final String between;
    private final String after;

    Shape(String path, String before, String entry, String between, String after) {
        this.path = path;
        this.before = before;
        this.entry = entry;
        this.between = between;
        this.after = after;
    }

    /** An entry. */
    record Entry(int name, int value) {}

    String written(List<Entry> entries) {
        return before
                + entries.stream()
                        .map(one -> String.format(Locale.ROOT, entry, one.name(), one.value()))
                        .collect(Collectors.joining(between))
                + after;
    }
}
