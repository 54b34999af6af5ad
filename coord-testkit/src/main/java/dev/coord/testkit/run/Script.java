package dev.coord.testkit.run;

import dev.coord.plan.Feature;
import dev.coord.run.AgentRunner.AgentResult;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a scripted agent does in one attempt: it writes files, and then ends or hangs.
 *
 * @param files what it writes, path to content
 * @param result how it ends; none for an agent that does not end by itself
 */
public record Script(SortedMap<String, String> files, Optional<AgentResult> result) {

    /** Copies the files. */
    public Script {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /**
     * An agent that writes a file and ends well.
     *
     * @param path which file
     * @param content all of it
     * @return the script
     */
    public static Script writing(String path, String content) {
        return succeeding().and(path, content);
    }

    /**
     * An agent that writes nothing and ends well.
     *
     * @return the script
     */
    public static Script succeeding() {
        return new Script(new TreeMap<>(), Optional.of(new AgentResult.Succeeded()));
    }

    /**
     * An agent that gives up.
     *
     * @param reason what it says
     * @return the script
     */
    public static Script failing(String reason) {
        return new Script(new TreeMap<>(), Optional.of(new AgentResult.Failed(reason)));
    }

    /**
     * An agent that does not end by itself.
     *
     * @return the script
     */
    public static Script hanging() {
        return new Script(new TreeMap<>(), Optional.empty());
    }

    /**
     * An agent that writes every file its feature declares, and ends well: a pattern stands for one file that it matches.
     *
     * @param feature the feature
     * @return the script
     */
    public static Script declared(Feature feature) {
        SortedMap<String, String> files = new TreeMap<>();
        feature.fileWrites().forEach(path -> {
            String file = path.value().replace("**", "deep/file.txt").replace("*", "some");
            files.put(file.endsWith("/") ? file + "file.txt" : file, "made for " + feature.id() + "\n");
        });
        return new Script(files, Optional.of(new AgentResult.Succeeded()));
    }

    /**
     * The same agent, which writes another file before it ends.
     *
     * @param path which file
     * @param content all of it
     * @return the script
     */
    public Script and(String path, String content) {
        SortedMap<String, String> more = new TreeMap<>(files);
        more.put(path, content);
        return new Script(more, result);
    }
}
