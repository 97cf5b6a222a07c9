using System.Globalization;

namespace Krewe.NodeAgent.Runtimes.Simulated;

/// <summary>
/// What a virtual container does, told by variables of its environment, so that any workload can be simulated by an ordinary manifest:
/// <c>SIMULATE_EXIT_AFTER</c> (seconds until it ends; never by default), <c>SIMULATE_EXIT_CODE</c>.
/// </summary>
internal sealed record SimulatedBehaviour(TimeSpan? ExitAfter, int ExitCode)
{
    /// <summary>Reads it from a container's environment.</summary>
    public static SimulatedBehaviour Of(ContainerRequest request)
    {
        var environment = request.Environment.DistinctBy(v => v.Key).ToDictionary(v => v.Key, v => v.Value);
        return new SimulatedBehaviour(
            double.TryParse(environment.GetValueOrDefault("SIMULATE_EXIT_AFTER"), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e8
                ? TimeSpan.FromSeconds(seconds)
                : null,
            int.TryParse(environment.GetValueOrDefault("SIMULATE_EXIT_CODE"), CultureInfo.InvariantCulture, out var code) ? code : 0);
    }
}

/// <summary>A virtual container while it exists.</summary>
internal sealed class SimulatedContainer(PodIdentity pod, ObservedContainer seen) : IDisposable
{
    /// <summary>Its pod.</summary>
    public PodIdentity Pod => pod;

    /// <summary>As observers see it.</summary>
    public ObservedContainer Seen { get; set; } = seen;

    /// <summary>Ends it when its time is up.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Completes when it has ended.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public void Dispose() => Timer?.Dispose();
}
