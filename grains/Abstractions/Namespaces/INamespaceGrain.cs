using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Namespaces;

/// <summary>One namespace: gives it what every namespace has, and empties it before it goes.</summary>
public interface INamespaceGrain : IObjectGrain, IReconciledGrain;
