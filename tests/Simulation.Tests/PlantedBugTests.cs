using Krewe.Simulation.Bugs;

namespace Krewe.Simulation.Tests;

public sealed class PlantedBugTests
{
    /// <summary>The demand is a thousand; what takes more than this has become hard to find.</summary>
    private const int MostSeeds = 150;

    public static TheoryData<string> Bugs => [.. PlantedBugs.Names];

    [Theory, MemberData(nameof(Bugs))]
    public async Task A_planted_defect_is_found(string bug)
    {
        var runs = await Simulator.Hunt(bug, MostSeeds);
        runs[^1].Passed.ShouldBeFalse($"{bug} was not found within {runs.Count} seeds");
        runs[^1].Failure.ShouldNotStartWith("defect", customMessage: "a check finds it, not a crash of the simulation");
    }
}
