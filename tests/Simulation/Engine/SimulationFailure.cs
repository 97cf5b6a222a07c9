namespace Krewe.Simulation.Engine;

/// <summary>Something does not hold that must.</summary>
internal sealed class SimulationFailure(string check, string what, Exception? inner = null) : Exception($"{check}: {what}", inner)
{
    /// <summary>Which check failed.</summary>
    public string Check => check;
}
