using Krewe.Model.Quantities;

namespace Krewe.NodeAgent.Pods;

/// <summary>What pods see of their machine.</summary>
internal sealed record NodeContext
{
    /// <summary>Name of the node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses of the node; the first is the main one.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>What pods may use.</summary>
    public required IReadOnlyDictionary<string, Quantity> Allocatable { get; init; }

    /// <summary>Directory under which each pod has one of its own.</summary>
    public required string PodsDirectory { get; init; }

    /// <summary>Where the node finds the API; null where pods shall not be told.</summary>
    public Uri? ApiServer { get; init; }

    /// <summary>The directory of a pod.</summary>
    public string DirectoryOf(string uid) => Path.Combine(PodsDirectory, uid);
}
