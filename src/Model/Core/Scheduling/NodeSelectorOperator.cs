using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a label or field of a node is compared.</summary>
public readonly record struct NodeSelectorOperator(string Value) : IOpenEnum<NodeSelectorOperator>
{
    /// <summary>It is one of the values.</summary>
    public static NodeSelectorOperator In { get; } = new("In");

    /// <summary>It is none of the values, or missing.</summary>
    public static NodeSelectorOperator NotIn { get; } = new("NotIn");

    /// <summary>It is there.</summary>
    public static NodeSelectorOperator Exists { get; } = new("Exists");

    /// <summary>It is missing.</summary>
    public static NodeSelectorOperator DoesNotExist { get; } = new("DoesNotExist");

    /// <summary>It is a greater integer.</summary>
    public static NodeSelectorOperator Gt { get; } = new("Gt");

    /// <summary>It is a lesser integer.</summary>
    public static NodeSelectorOperator Lt { get; } = new("Lt");

    /// <inheritdoc/>
    public static IReadOnlyList<NodeSelectorOperator> Known { get; } = [In, NotIn, Exists, DoesNotExist, Gt, Lt];

    /// <inheritdoc/>
    public static NodeSelectorOperator From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
