using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a toleration compares values.</summary>
public readonly record struct TolerationOperator(string Value) : IOpenEnum<TolerationOperator>
{
    /// <summary>The values are equal.</summary>
    public static TolerationOperator Equal { get; } = new("Equal");

    /// <summary>Any value will do.</summary>
    public static TolerationOperator Exists { get; } = new("Exists");

    /// <inheritdoc/>
    public static IReadOnlyList<TolerationOperator> Known { get; } = [Equal, Exists];

    /// <inheritdoc/>
    public static TolerationOperator From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
