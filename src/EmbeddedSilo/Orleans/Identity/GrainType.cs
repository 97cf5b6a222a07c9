namespace Orleans.Runtime;

/// <summary>The name of a grain class as it stands in identities: <c>[GrainType]</c>, or the class's name in lower case without "Grain".</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    private readonly string? _value;

    private GrainType(string value) => _value = value;

    /// <summary>True for a value that names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>A type from its name, which may not be empty nor hold a slash.</summary>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        return value.Contains('/')
            ? throw new ArgumentException($"'{value}' is no grain type: a slash separates the type from the key.", nameof(value))
            : new GrainType(value);
    }

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc/>
    public bool Equals(GrainType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <summary>The same in every process, so that runs can be replayed.</summary>
    public override int GetHashCode() => (int)StableHash.Of(_value);

    /// <summary>The type's name.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>True when both are the same type.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>True when the types differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
