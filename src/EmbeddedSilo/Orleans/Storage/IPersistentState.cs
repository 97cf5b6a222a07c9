using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// State of a grain that is read before <see cref="Grain.OnActivateAsync"/> and written when the grain says so. After a conflict
/// (<see cref="Orleans.Storage.InconsistentStateException"/>) the activation ends, and the next one reads what is stored.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}

/// <summary>Marks a constructor's parameter of type <see cref="IPersistentState{T}"/>.</summary>
/// <param name="stateName">Which of the grain's states.</param>
/// <param name="storageName">Which storage; null for the default.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>Which of the grain's states.</summary>
    public string StateName { get; } = stateName;

    /// <summary>Which storage; null for the default.</summary>
    public string? StorageName { get; } = storageName;
}
