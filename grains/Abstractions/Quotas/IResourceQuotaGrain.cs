using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Quotas;

/// <summary>One quota: keeps count of what is used of it. That nothing exceeds it is held to by the collections, commit by commit.</summary>
public interface IResourceQuotaGrain : IObjectGrain, IReconciledGrain;
