// Clusters share one machine of two cores, and several tests kill processes: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
