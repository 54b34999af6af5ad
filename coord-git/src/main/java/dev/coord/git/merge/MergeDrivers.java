package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files are merged by commands that settings name, and not by git. */
public final class MergeDrivers {

    private static final Pattern SETTING = Pattern.compile("merge\\.(.*)\\.driver", Pattern.DOTALL);
    private static final int FIELDS = 3;

    private final AttributeTree attributes;
    private final Set<String> names;

    private MergeDrivers(AttributeTree attributes, Set<String> names) {
        this.attributes = attributes;
        this.names = names;
    }

    /** Asks the clone, which has the user's settings. */
    public static MergeDrivers of(IntegrationClone clone) {
        return new MergeDrivers(new AttributeTree(clone), names(clone.git()));
    }

    /** The drivers that settings name. */
    public static Set<String> names(Git git) {
        Set<String> names = new HashSet<>();
        for (GitPath field : git.ask("config", "--null", "--get-regexp", "^merge\\..*\\.driver$")
                .paths()) {
            Matcher setting = SETTING.matcher(NativeText.text(field.bytes()).split("\n", 2)[0]);
            if (setting.matches()) {
                names.add(setting.group(1));
            }
        }
        return names;
    }

    /**
     * Those of the files that a driver merges.
     *
     * @param onto what is merged onto, whose attributes count
     * @return the name of the driver, by file
     */
    public Map<GitPath, String> in(CommitId onto, Collection<GitPath> files) {
        Map<GitPath, String> driven = new TreeMap<>();
        List<String> fields = List.of(attributes
                .of(onto)
                .run(GitPath.listed(files), List.of("check-attr", "--stdin", "-z", "merge"))
                .raw()
                .split("\0", -1));
        for (int i = 0; i + FIELDS <= fields.size(); i += FIELDS) { // path, attribute, value
            String name = NativeText.text(new GitPath(fields.get(i + 2)).bytes());
            if (names.contains(name)) {
                driven.put(new GitPath(fields.get(i)), name);
            }
        }
        return driven;
    }
}
