package dev.coord.git.repository;

import dev.coord.FeatureId;
import dev.coord.git.object.Refs;

/** What the branches of features are called that coord makes, and the refs beside them that say so. */
public enum BranchNames {
    /** Where agents work. */
    OF_AGENTS(Refs.BRANCHES, "refs/coord/branches/"),

    /** Where a resolver works on a branch that is somebody's: that one stays as it is. */
    OF_RESOLVERS("refs/heads/coord-resolve/", "refs/coord/resolve/");

    private final String branches;
    private final String made;

    BranchNames(String branches, String made) {
        this.branches = branches;
        this.made = made;
    }

    /** The full name of a feature's branch. */
    public String branch(FeatureId feature) {
        return branches + feature;
    }

    /** The base of the branch that coord made; exists as long as such a branch is coord's. */
    public String made(FeatureId feature) {
        return made + feature;
    }

    /** The directory of all such branches. */
    String directory() {
        return branches.substring(0, branches.length() - 1);
    }
}
