using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.CustomResources;

/// <summary>Writes a CustomResourceDefinition, has its kind served, and removes the kind's objects before it goes.</summary>
public interface ICustomResourceDefinitionGrain : IObjectGrain, IReconciledGrain;
