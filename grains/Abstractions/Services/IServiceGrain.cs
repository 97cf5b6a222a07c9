using Krewe.Grains.Objects;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Services;

/// <summary>One service: the writer of its object, and of the endpoints that follow from its pods.</summary>
public interface IServiceGrain : IObjectGrain, IReconciledGrain;
