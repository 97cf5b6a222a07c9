using Krewe.Grains.Objects;

namespace Krewe.Grains.CustomResources;

/// <summary>Writes an object of a kind that a CustomResourceDefinition defines.</summary>
public interface ICustomObjectGrain : IObjectGrain;
