package io.millrace.conformance.kcl.worker;

import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.leases.LeaseManagementConfig.GracefulLeaseHandoffConfig;

/// The intervals that KCL 3 has and KCL 2 has not; loaded with KCL 3 only.
final class KclThree {
    private static final long ASSIGNMENT_MILLIS = 1_000;
    private static final long HANDOFF_MILLIS = 3_000;
    private static final long ALIVE_MILLIS = 1_500;
    private static final long LEADER_MILLIS = 3_000;
    private static final long LEADER_HEARTBEAT_MILLIS = 1_000;

    private KclThree() {}

    static void hasten(LeaseManagementConfig leases) {
        leases.leaseAssignmentIntervalMillis(ASSIGNMENT_MILLIS);
        // What is being handed over when its owner dies waits for as long.
        leases.gracefulLeaseHandoffConfig(
                GracefulLeaseHandoffConfig.builder()
                        .gracefulLeaseHandoffTimeoutMillis(HANDOFF_MILLIS)
                        .build());
        // Without it each start asks addresses that only exist within AWS.
        // Behind a dead leader the new one counts a failover time anew.
        leases.dynamoDbLockBasedLeaderLeaseDurationInMillis(LEADER_MILLIS);
        leases.dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(LEADER_HEARTBEAT_MILLIS);
        leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        // A worker is believed alive for two of these, and until then given its leases back.
        leases.workerUtilizationAwareAssignmentConfig()
                .workerMetricsReporterFreqInMillis(ALIVE_MILLIS);
    }
}
