package dev.coord.cli.word;

import dev.coord.plan.Schedule;

/** The schedules by their names. */
public final class ScheduleConverter extends Choice<Schedule> {

    ScheduleConverter() {
        super(Schedule.values());
    }
}
