using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Operating system of a pod.</summary>
public readonly record struct OSName(string Value) : IOpenEnum<OSName>
{
    /// <summary>Linux.</summary>
    public static OSName Linux { get; } = new("linux");

    /// <summary>Windows.</summary>
    public static OSName Windows { get; } = new("windows");

    /// <inheritdoc/>
    public static IReadOnlyList<OSName> Known { get; } = [Linux, Windows];

    /// <inheritdoc/>
    public static OSName From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
