using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Scheduling;

/// <summary>Finds nodes for the pods that have none. There is one, with the key <see cref="Key"/>.</summary>
public interface ISchedulerGrain : IReconciledGrain
{
    /// <summary>The key of the only scheduler.</summary>
    const string Key = "default";
}
