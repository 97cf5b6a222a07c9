using Krewe.Grains.Collections;
using Krewe.Grains.Hosting;

namespace Krewe.Simulation;

/// <summary>What a world is like. A seed chooses; different kinds of trouble together find more than all of them in every world.</summary>
internal sealed record WorldSettings
{
    /// <summary>How many nodes.</summary>
    public required int Machines { get; init; }

    /// <summary>How many users.</summary>
    public required int Users { get; init; }

    /// <summary>How long users and faults go on.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The longest pause of a user between two requests.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>The longest time between two faults.</summary>
    public required TimeSpan FaultPause { get; init; }

    /// <summary>The faults that there are in this world.</summary>
    public required IReadOnlyList<FaultKind> Faults { get; init; }

    /// <summary>Settings of the grains.</summary>
    public required GrainOptions Grains { get; init; }

    /// <summary>How long a world may take to settle once nothing fails any more.</summary>
    public TimeSpan ToSettle { get; init; } = TimeSpan.FromMinutes(12);

    public static WorldSettings Of(int seed)
    {
        var random = new Random(seed);
        var faults = Enum.GetValues<FaultKind>().Where(_ => random.Next(3) > 0).ToList();
        return new WorldSettings
        {
            Machines = random.Next(1, 5),
            Users = random.Next(1, 5),
            Duration = TimeSpan.FromSeconds(random.Next(5, 40)),
            Pause = TimeSpan.FromMilliseconds(random.Next(2) == 0 ? 500 : 2_000),
            FaultPause = TimeSpan.FromMilliseconds(random.Next(3) switch { 0 => 500, 1 => 3_000, _ => 10_000 }),
            Faults = faults.Count > 0 ? faults : [FaultKind.SiloCrash],
            Grains = new GrainOptions { Collections = Collections(random) },
        };
    }

    private static CollectionOptions Collections(Random random) => random.Next(3) > 0 ? new CollectionOptions() : new CollectionOptions
    {
        MaxBatch = random.Next(1, 5),
        RecentChanges = random.Next(4, 40),
        HistoryPage = random.Next(1, 10),
        KeepRevisions = random.Next(5, 50),
        KeepAge = TimeSpan.FromSeconds(random.Next(1, 20)),
        CompactionInterval = TimeSpan.FromSeconds(random.Next(1, 10)),
    };
}

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    SiloCrash,
    SiloPause,
    SiloTakeover,
    AgentCrash,
    AgentPause,
    PowerLoss,
    Partition,
    Flapping,
    Reset,
    SlowNetwork,
    SlowDisk,
    LostAnswers,
    FailedWrites,
    FailedReads,
    FullDisk,
    EngineFailures,
    ContainerCrash,
    FullNodeDisk,
    ClockJump,
}
