// Tests tell from the thread pool whether their silo is at rest, and there is one pool.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
