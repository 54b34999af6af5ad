package dev.coord.core.lock.contention;

import dev.coord.lock.Holder;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import java.util.Collection;
import java.util.List;

/**
 * A lock that is asked for and a lock that is in its way.
 *
 * @param wanted what is asked for
 * @param holder who is in the way, and with which lock
 */
public record LockConflict(PathLock wanted, Holder holder) {

    public boolean bothWrite() {
        return wanted.operation() == Operation.WRITE && holder.lock().operation() == Operation.WRITE;
    }

    public static List<Holder> holders(Collection<LockConflict> conflicts) {
        return conflicts.stream().map(LockConflict::holder).distinct().toList();
    }
}
