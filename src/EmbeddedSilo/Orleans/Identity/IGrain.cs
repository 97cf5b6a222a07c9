using Orleans.Runtime;

namespace Orleans;

/// <summary>The root of all grain interfaces.</summary>
public interface IGrain : IAddressable
{
}

/// <summary>A grain whose key is text.</summary>
public interface IGrainWithStringKey : IGrain
{
}

/// <summary>An object outside of grains that grains can call: see <see cref="IGrainFactory.CreateObjectReference{T}"/>.</summary>
public interface IGrainObserver : IAddressable
{
}
