package dev.coord.proof;

import dev.coord.FeatureId;
import java.util.List;

/**
 * What the audit of a feature's writes found: a difference between what its branch changed and what it declared, or a name that
 * does harm in a repository. Paths are as git has them, so they may hold any character. Values; safe from all threads. Specification 5.1.
 */
public sealed interface AuditFinding {

    /**
     * What it is about.
     *
     * @return the path, as the branch or the declaration has it
     */
    String path();

    /**
     * The branch changed a file that its feature neither declared nor held a lock for.
     *
     * @param path the file
     * @param declaredBy features at work at the same time that declare it, or hold its lock, sorted; empty where none does
     * @param changedBy other features of the wave that changed it, too, sorted; none of them declares it
     */
    record Undeclared(String path, List<FeatureId> declaredBy, List<FeatureId> changedBy) implements AuditFinding {

        /** Copies the lists. */
        public Undeclared {
            declaredBy = List.copyOf(declaredBy);
            changedBy = List.copyOf(changedBy);
        }
    }

    /**
     * The branch changed a file that its feature did not declare, and another feature of the wave declared and changed it.
     *
     * @param path the file
     * @param of the features whose file it is, sorted, at least one
     */
    record Overwritten(String path, List<FeatureId> of) implements AuditFinding {

        /** Copies the list. */
        public Overwritten {
            of = List.copyOf(of);
        }
    }

    /**
     * The feature declares to write something and its branch changed nothing there.
     *
     * @param path the file, directory or glob
     */
    record Untouched(String path) implements AuditFinding {}

    /**
     * The branch has a link to a commit where no submodule is declared: the sign of a repository, or a work tree, inside a work
     * tree. Nobody else has that commit, so the files in it are lost.
     *
     * @param path the directory
     */
    record Gitlink(String path) implements AuditFinding {}

    /**
     * The branch has a name that leads out of the repository, or into the directory where git keeps it, on some system.
     *
     * @param path the name
     * @param reason what is wrong with it
     */
    record Outside(String path, String reason) implements AuditFinding {}

    /**
     * The branch has a symbolic link that leads out of the repository, or into the directory where git keeps it.
     *
     * @param path the link
     * @param target where it leads
     */
    record LinkOutside(String path, String target) implements AuditFinding {}

    /**
     * The branch added a name that differs from another one by the case of letters only: both cannot lie side by side on every
     * system.
     *
     * @param path the name
     * @param other the name that is there already
     * @param of features of the wave that added that one, sorted; empty where the target has it
     */
    record CaseTwin(String path, String other, List<FeatureId> of) implements AuditFinding {

        /** Copies the list. */
        public CaseTwin {
            of = List.copyOf(of);
        }
    }

    /**
     * The branch added a name that differs from another one only by how Unicode writes the same characters: both cannot lie side
     * by side on every system.
     *
     * @param path the name
     * @param other the name that is there already
     * @param of features of the wave that added that one, sorted; empty where the target has it
     */
    record UnicodeTwin(String path, String other, List<FeatureId> of) implements AuditFinding {

        /** Copies the list. */
        public UnicodeTwin {
            of = List.copyOf(of);
        }
    }
}
