package dev.coord.git.regenerate;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.command.GitPath;
import dev.coord.git.structured.FileConflict;
import dev.coord.git.structured.Remake;
import dev.coord.merge.WaveWork;
import dev.coord.run.Regeneration;
import java.util.List;

/** Runs no command: each is taken to succeed, and the file is as the target has it. */
public final class Rehearsed implements Remake {

    private final Commands commands;

    /** Binds the commands. */
    public Rehearsed(List<Regeneration> given) {
        this.commands = new Commands(given);
    }

    @Override
    public boolean knows(GitPath file) {
        return commands.of(file).isPresent();
    }

    @Override
    public Made make(WaveWork work, FeatureId feature, FileConflict conflict, CommitId tree) {
        return Made.of(conflict.ours().id());
    }
}
