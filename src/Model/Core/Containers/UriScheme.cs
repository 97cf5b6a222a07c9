using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>Scheme of an HTTP request.</summary>
public readonly record struct UriScheme(string Value) : IOpenEnum<UriScheme>
{
    /// <summary>Plain HTTP.</summary>
    public static UriScheme Http { get; } = new("HTTP");

    /// <summary>HTTP over TLS; the certificate is not checked.</summary>
    public static UriScheme Https { get; } = new("HTTPS");

    /// <inheritdoc/>
    public static IReadOnlyList<UriScheme> Known { get; } = [Http, Https];

    /// <inheritdoc/>
    public static UriScheme From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
