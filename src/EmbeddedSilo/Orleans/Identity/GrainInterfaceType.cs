namespace Orleans.Runtime;

/// <summary>The name of a grain interface: its full type name.</summary>
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    private readonly string? _value;

    /// <summary>An interface type from its name.</summary>
    public GrainInterfaceType(string value) => _value = value;

    /// <summary>True for a value that names nothing.</summary>
    public bool IsDefault => _value is null;

    /// <summary>An interface type from its name.</summary>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(GrainInterfaceType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)StableHash.Of(_value);

    /// <summary>The interface's name.</summary>
    public override string ToString() => _value ?? "";

    /// <summary>True when both are the same interface.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>True when the interfaces differ.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
