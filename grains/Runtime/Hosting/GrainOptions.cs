using Krewe.Grains.Collections;
using Krewe.Grains.Events;
using Krewe.Grains.Namespaces;
using Krewe.Grains.Nodes;
using Krewe.Grains.Reconciling;

namespace Krewe.Grains.Hosting;

/// <summary>All settings of the grains. The defaults suit production.</summary>
public sealed record GrainOptions
{
    /// <summary>Limits of collections.</summary>
    public CollectionOptions Collections { get; init; } = new();

    /// <summary>How grains look at the world and carry out plans.</summary>
    public ReconcileOptions Reconciling { get; init; } = new();

    /// <summary>How nodes are watched over.</summary>
    public NodeOptions Nodes { get; init; } = new();

    /// <summary>What every namespace is given.</summary>
    public NamespaceOptions Namespaces { get; init; } = new();

    /// <summary>How much is kept of what happened.</summary>
    public EventOptions Events { get; init; } = new();

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">Names each setting that is wrong.</exception>
    public void Validate()
    {
        var errors = In(nameof(Collections), Collections.Errors())
            .Concat(In(nameof(Reconciling), Reconciling.Errors()))
            .Concat(In(nameof(Nodes), Nodes.Errors()))
            .Concat(In(nameof(Events), Events.Errors()))
            .ToList();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join("; ", errors));
    }

    private static IEnumerable<string> In(string section, IEnumerable<string> errors) => errors.Select(error => $"{section}.{error}");
}
