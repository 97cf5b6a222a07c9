using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a namespace's condition is about.</summary>
public readonly record struct NamespaceConditionType(string Value) : IOpenEnum<NamespaceConditionType>
{
    /// <summary>Its kinds could not be found.</summary>
    public static NamespaceConditionType DeletionDiscoveryFailure { get; } = new("NamespaceDeletionDiscoveryFailure");

    /// <summary>Its content could not be deleted.</summary>
    public static NamespaceConditionType DeletionContentFailure { get; } = new("NamespaceDeletionContentFailure");

    /// <summary>A group or version could not be read.</summary>
    public static NamespaceConditionType DeletionGroupVersionParsingFailure { get; } = new("NamespaceDeletionGroupVersionParsingFailure");

    /// <summary>Objects are left.</summary>
    public static NamespaceConditionType ContentRemaining { get; } = new("NamespaceContentRemaining");

    /// <summary>Objects with finalizers are left.</summary>
    public static NamespaceConditionType FinalizersRemaining { get; } = new("NamespaceFinalizersRemaining");

    /// <inheritdoc/>
    public static IReadOnlyList<NamespaceConditionType> Known { get; } =
    [
        DeletionDiscoveryFailure, DeletionContentFailure, DeletionGroupVersionParsingFailure, ContentRemaining, FinalizersRemaining,
    ];

    /// <inheritdoc/>
    public static NamespaceConditionType From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
