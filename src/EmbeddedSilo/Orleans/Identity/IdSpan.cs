namespace Orleans.Runtime;

/// <summary>The key of a grain within its type. In Orleans the bytes of a string; here the string.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly string? _value;

    private IdSpan(string value) => _value = value;

    /// <summary>True for a value that names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>A key from its text, which may be any text but the empty one.</summary>
    public static IdSpan Create(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new IdSpan(id);
    }

    /// <inheritdoc/>
    public int CompareTo(IdSpan other) => string.CompareOrdinal(_value, other._value);

    /// <inheritdoc/>
    public bool Equals(IdSpan other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <summary>The same in every process, so that runs can be replayed.</summary>
    public override int GetHashCode() => (int)StableHash.Of(_value);

    /// <summary>The key's text.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>True when both are the same key.</summary>
    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    /// <summary>True when the keys differ.</summary>
    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);
}
