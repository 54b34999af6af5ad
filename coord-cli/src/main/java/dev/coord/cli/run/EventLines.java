package dev.coord.cli.run;

import dev.coord.cli.shell.Output;
import dev.coord.core.answer.run.NoticeAnswer;
import dev.coord.core.run.event.RunNotice;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Prints what happens in a run as it happens, a JSON object on each line. Where nobody reads them any more, they are lost. */
final class EventLines implements Consumer<RunNotice> {

    /** A name of its own, since the word behind {@code --json} is not its value. */
    static final String OPTION = "--json=lines";

    private final Output out;
    private final InstantSource clock;

    EventLines(Output out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void accept(RunNotice notice) {
        out.json(NoticeAnswer.of(notice, clock.instant()).line() + "\n");
        out.flush();
    }
}
