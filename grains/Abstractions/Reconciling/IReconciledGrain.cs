using Orleans;
using Orleans.Concurrency;

namespace Krewe.Grains.Reconciling;

/// <summary>A grain that brings the world to what is desired. A signal carries nothing: it only says "look again".</summary>
public interface IReconciledGrain : IGrainWithStringKey
{
    /// <summary>Something that the grain looks at has changed. Many signals while it is busy make one more look.</summary>
    [OneWay, AlwaysInterleave]
    Task Signal();
}
