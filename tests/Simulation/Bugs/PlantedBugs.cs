namespace Krewe.Simulation.Bugs;

/// <summary>The defects that can be planted. Each world gets one of its own, for they remember things.</summary>
internal static class PlantedBugs
{
    private static readonly IReadOnlyList<Func<PlantedBug>> Makers =
    [
        static () => new AcknowledgesEarly(),
        static () => new HidesFailures(),
        static () => new TearsBatches(),
        static () => new ForgetsTombstones(),
        static () => new SkipsHistory(),
        static () => new LosesWatchBatches(),
        static () => new LosesSignals(),
        static () => new StartsTwice(),
        static () => new NeverStops(),
        static () => new ObeysOldOrders(),
        static () => new DropsEpoch(),
        static () => new DropsFences(),
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Select(static make => make().Name)];

    /// <summary>A new defect of that name; none for null.</summary>
    public static PlantedBug Make(string? name) => name is null ? PlantedBug.None : Makers[Names.ToList().IndexOf(name)]();
}
