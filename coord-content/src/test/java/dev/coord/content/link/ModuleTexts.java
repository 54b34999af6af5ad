package dev.coord.content.link;

import java.util.ArrayList;
import java.util.List;

/** Migrations that are modules, as tools write them. */
public final class ModuleTexts {
    private ModuleTexts() {}

    /** Of Django, with what it depends on: {@code app.name}. */
    public static String django(String... dependencies) {
        List<String> pairs = new ArrayList<>();
        for (String one : dependencies) {
            String[] parts = one.split("[.]", 2);
            pairs.add("        ('" + parts[0] + "', '" + parts[1] + "'),\n");
        }
        return "class Migration(migrations.Migration):\n    dependencies = [\n" + String.join("", pairs) + "    ]\n";
    }

    /** Of Alembic. */
    public static String alembic(String revision, String down) {
        return "revision = '" + revision + "'\ndown_revision = " + down + "\n";
    }
}
