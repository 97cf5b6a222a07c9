using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Workloads;

/// <summary>Keeps exactly the desired number of a template's pods.</summary>
public interface IReplicaSetGrain : IObjectGrain, IReconciledGrain;

/// <summary>The older sibling of the replica set.</summary>
public interface IReplicationControllerGrain : IObjectGrain, IReconciledGrain;

/// <summary>Rolls a template out over replica sets.</summary>
public interface IDeploymentGrain : IObjectGrain, IReconciledGrain;
