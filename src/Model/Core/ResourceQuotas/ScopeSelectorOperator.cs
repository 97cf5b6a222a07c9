using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>How a scope relates to a set of values.</summary>
public readonly record struct ScopeSelectorOperator(string Value) : IOpenEnum<ScopeSelectorOperator>
{
    /// <summary>One of the values.</summary>
    public static ScopeSelectorOperator In { get; } = new("In");

    /// <summary>None of the values.</summary>
    public static ScopeSelectorOperator NotIn { get; } = new("NotIn");

    /// <summary>There is one.</summary>
    public static ScopeSelectorOperator Exists { get; } = new("Exists");

    /// <summary>There is none.</summary>
    public static ScopeSelectorOperator DoesNotExist { get; } = new("DoesNotExist");

    /// <inheritdoc/>
    public static IReadOnlyList<ScopeSelectorOperator> Known { get; } = [In, NotIn, Exists, DoesNotExist];

    /// <inheritdoc/>
    public static ScopeSelectorOperator From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
