namespace Krewe.Simulation.Bugs;

/// <summary>The defects that can be planted.</summary>
internal static class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new DropsCondition(),
    ];

    public static PlantedBug? Find(string name) => All.FirstOrDefault(bug => bug.Name == name);
}
