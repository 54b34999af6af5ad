package dev.coord.testkit.store;

/**
 * Every promise of {@link dev.coord.store.CoordinationStore} as a test. A store's test class implements this and
 * {@link #open}; that is all.
 */
public interface CoordinationStoreContract
        extends UpdateContract,
                AwaitChangeContract,
                LockingContract,
                AcquireContract,
                HoldContract,
                DeadProcessContract,
                LivingOwnerContract,
                ManyThreadsContract,
                HistoryContract,
                LifecycleContract,
                ClaimContract,
                SharedHomeContract {}
