using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Startup;

/// <summary>Brings a control plane to life that has just started. There is one, with the key <see cref="Key"/>.</summary>
public interface IControlPlaneGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "default";

    /// <summary>
    /// Makes sure that the namespaces exist that every cluster has, and wakes whatever has something to do. It may be called any number of times.
    /// </summary>
    Task Start(CancellationToken cancellationToken);

    /// <summary>
    /// Wakes whatever has something to do. A collection asks for it when it has loaded: its predecessor may have made changes durable
    /// without coming to signal anyone.
    /// </summary>
    [OneWay, AlwaysInterleave]
    Task Reawaken();
}
