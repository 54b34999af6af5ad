package dev.coord.store;

/** Why a lease is not in force, or a request not in the queue, any more. */
public enum Ending {
    /** Its holder gave it up, by itself or with the feature it was for. */
    RELEASED,
    /** Its time was over: a lease's, or a request's patience. */
    EXPIRED,
    /** A person took it away. */
    BROKEN,
    /** An older request took its locks. */
    WOUNDED,
    /** The process that owned it died. */
    OWNER_DIED,
    /** Somebody took its rows out of the protocol's file. */
    EDITED,
    /** Another lease answers its request, or took its place by an upgrade. */
    REPLACED,
    /** Who waited gave up waiting, or gave up the feature. */
    WITHDRAWN
}
