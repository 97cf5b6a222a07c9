using System.Diagnostics.CodeAnalysis;
using System.ComponentModel;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>A grain class, with what constructs its objects.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GrainClass
{
    /// <summary>The class.</summary>
    public required Type Type { get; init; }

    /// <summary>Its name in identities.</summary>
    public required string GrainType { get; init; }

    /// <summary>The grain and observer interfaces that it implements.</summary>
    public required Type[] Interfaces { get; init; }

    /// <summary>Constructs an object; called as a turn of its activation.</summary>
    public required Func<IGrainConstruction, object> Create { get; init; }

    /// <summary>Whether all calls interleave.</summary>
    public bool IsReentrant { get; init; }

    /// <summary>0 for a grain proper, -1 for a worker for each processor, otherwise the number of stateless workers.</summary>
    public int MaxWorkers { get; init; }

    /// <summary>How long an activation may be idle, in minutes; null for the silo's default, infinite for ever.</summary>
    public double? AgeLimitMinutes { get; init; }
}

/// <summary>What a grain's constructor may ask for.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGrainConstruction
{
    /// <summary>The activation.</summary>
    IGrainContext Context { get; }

    /// <summary>A service that must exist.</summary>
    T Service<T>()
        where T : notnull;

    /// <summary>A service, or null.</summary>
    T? OptionalService<T>();

    /// <summary>A service registered under a key.</summary>
    T KeyedService<T>(object key)
        where T : notnull;

    /// <summary>A state of the grain; read before the grain's own activation.</summary>
    IPersistentState<T> PersistentState<
        [DynamicallyAccessedMembers(KeptMembers.Constructors)] T>(string stateName, string? storageName);
}
