using System.Globalization;
using Krewe.Simulation.Bugs;
using Krewe.Simulation.Engine;

namespace Krewe.Simulation.CommandLine;

/// <summary>What became of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">Everything that happened, as one number.</param>
/// <param name="Steps">How much happened.</param>
/// <param name="Writes">Changes that became durable.</param>
/// <param name="Simulated">How long the world lived.</param>
/// <param name="Took">How long that took.</param>
/// <param name="Failure">What does not hold; empty where all does.</param>
internal sealed record SeedRun(int Seed, ulong Hash, long Steps, int Writes, TimeSpan Simulated, TimeSpan Took, string Failure)
{
    /// <summary>True where everything holds.</summary>
    public bool Passed => Failure.Length == 0;

    /// <summary>Lives the world of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="bug">What is planted in it.</param>
    /// <param name="trace">Takes readable lines, or null.</param>
    /// <param name="steps">True for a line for each step too.</param>
    public static SeedRun Of(int seed, string? bug = null, TextWriter? trace = null, bool steps = false)
    {
        var began = TimeProvider.System.GetTimestamp();
        var world = new World(seed, new Trace(trace, steps), PlantedBugs.Make(bug));
        var failure = "";
        try
        {
            world.Live();
        }
        catch (SimulationFailure found)
        {
            failure = found.Message;
        }
        return new SeedRun(seed, world.Conductor.Trace.Hash, world.Conductor.Steps, world.Ledger.Count, world.Conductor.Time.Elapsed,
            TimeProvider.System.GetElapsedTime(began), failure);
    }

    /// <summary>One line, for the process that asked for the run.</summary>
    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"{Seed}\t{Hash:x16}\t{Steps}\t{Writes}\t{Simulated.Ticks}\t{Took.Ticks}\t{Failure.ReplaceLineEndings("\u2028")}");

    /// <summary>Reads such a line.</summary>
    public static SeedRun Parse(string line) => line.Split('\t') is [var seed, var hash, var steps, var writes, var simulated, var took, var failure]
        ? new SeedRun(
            int.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(hash, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            long.Parse(steps, CultureInfo.InvariantCulture), int.Parse(writes, CultureInfo.InvariantCulture),
            new TimeSpan(long.Parse(simulated, CultureInfo.InvariantCulture)), new TimeSpan(long.Parse(took, CultureInfo.InvariantCulture)),
            failure.Replace("\u2028", "\n", StringComparison.Ordinal))
        : throw new FormatException($"no run of a seed: {line}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"seed {Seed}: {(Passed ? "holds" : Failure)}\n  trace {Hash:x16}, {Steps} steps, {Writes} writes, {Simulated.TotalSeconds:0} s in {Took.TotalSeconds:0.00} s");
}
