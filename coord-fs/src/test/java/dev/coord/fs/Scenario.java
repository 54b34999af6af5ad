package dev.coord.fs;

import dev.coord.fs.Stage.Step;
import java.util.List;

/**
 * One kind of update on its way to the disk.
 *
 * @param name which kind
 * @param before what was done before, without faults
 * @param steps the updates in question, each acknowledged when it returns
 */
record Scenario(String name, List<Step> before, List<Step> steps) {

    static Scenario of(String name, Step... steps) {
        return new Scenario(name, List.of(), List.of(steps));
    }

    Scenario after(Step... earlier) {
        return new Scenario(name, List.of(earlier), steps);
    }

    /** Whether somebody else writes files, who may do so without care. */
    boolean isByShell() {
        return name.contains("jq") || name.contains("edit") || name.contains("view") || name.contains("repair");
    }

    @Override
    public String toString() {
        return name;
    }
}
