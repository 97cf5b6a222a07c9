using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a taint does to pods that do not tolerate it.</summary>
public readonly record struct TaintEffect(string Value) : IOpenEnum<TaintEffect>
{
    /// <summary>New ones are not placed on the node.</summary>
    public static TaintEffect NoSchedule { get; } = new("NoSchedule");

    /// <summary>New ones are placed on the node only when there is no better one.</summary>
    public static TaintEffect PreferNoSchedule { get; } = new("PreferNoSchedule");

    /// <summary>New ones are not placed on the node, and those on it are evicted.</summary>
    public static TaintEffect NoExecute { get; } = new("NoExecute");

    /// <inheritdoc/>
    public static IReadOnlyList<TaintEffect> Known { get; } = [NoSchedule, PreferNoSchedule, NoExecute];

    /// <inheritdoc/>
    public static TaintEffect From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
