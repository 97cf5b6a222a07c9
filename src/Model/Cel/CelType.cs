namespace Krewe.Model.Cel;

/// <summary>What is known of a value before the expression is evaluated.</summary>
internal sealed class CelType
{
    private readonly Func<string, CelType?> _field;

    private CelType(CelKind kind, string name, CelType? element = null, CelType? key = null, Func<string, CelType?>? field = null)
    {
        (Kind, Name) = (kind, name);
        Element = element;
        Key = key;
        _field = field ?? (static _ => null);
    }

    /// <summary>Anything.</summary>
    public static CelType Dyn { get; } = new(CelKind.Dyn, "dyn");

    public static CelType Null { get; } = new(CelKind.Null, "null");

    public static CelType Bool { get; } = new(CelKind.Bool, "bool");

    public static CelType Int { get; } = new(CelKind.Int, "int");

    public static CelType UInt { get; } = new(CelKind.UInt, "uint");

    public static CelType Double { get; } = new(CelKind.Double, "double");

    public static CelType Text { get; } = new(CelKind.Text, "string");

    public static CelType Bytes { get; } = new(CelKind.Bytes, "bytes");

    public static CelType Duration { get; } = new(CelKind.Duration, "duration");

    public static CelType Timestamp { get; } = new(CelKind.Timestamp, "timestamp");

    public static CelType Type { get; } = new(CelKind.Type, "type");

    public static CelType Quantity { get; } = new(CelKind.Quantity, "kubernetes.Quantity");

    public static CelType Ip { get; } = new(CelKind.Ip, "net.IP");

    public static CelType Cidr { get; } = new(CelKind.Cidr, "net.CIDR");

    public static CelType Url { get; } = new(CelKind.Url, "kubernetes.URL");

    /// <summary>A list of anything.</summary>
    public static CelType List { get; } = ListOf(Dyn);

    /// <summary>A map from anything to anything.</summary>
    public static CelType Map { get; } = MapOf(Dyn, Dyn);

    /// <summary>Something that may be absent.</summary>
    public static CelType Optional { get; } = OptionalOf(Dyn);

    public CelKind Kind { get; }

    /// <summary>The name that messages print.</summary>
    public string Name { get; }

    /// <summary>Type of a list's items, a map's values, or what is in an optional.</summary>
    public CelType? Element { get; }

    /// <summary>Type of a map's keys.</summary>
    public CelType? Key { get; }

    public bool IsNumber => Kind is CelKind.Int or CelKind.UInt or CelKind.Double;

    public static CelType ListOf(CelType element) => new(CelKind.List, $"list({element.Name})", element);

    public static CelType MapOf(CelType key, CelType value) => new(CelKind.Map, $"map({key.Name}, {value.Name})", value, key);

    public static CelType OptionalOf(CelType element) => new(CelKind.Optional, $"optional_type({element.Name})", element);

    /// <summary>An object of which the fields are known by name; what they are is asked for when it is needed, for types may contain themselves.</summary>
    public static CelType Structure(Func<string, CelType?> field) => new(CelKind.Structure, "object", field: field);

    /// <summary>The type of a structure's field, or null where it has none of the name.</summary>
    public CelType? Field(string name) => _field(name);

    /// <summary>True if a value of another type may stand where this one is wanted.</summary>
    public bool Takes(CelType given)
    {
        if (Kind == CelKind.Dyn || given.Kind == CelKind.Dyn)
            return true;
        if (Kind != given.Kind)
            return false;
        return (Element is null || given.Element is null || Element.Takes(given.Element)) && (Key is null || given.Key is null || Key.Takes(given.Key));
    }

    /// <summary>True if values of the two types can be equal.</summary>
    public bool Matches(CelType other) => Takes(other) || Kind == CelKind.Null || other.Kind == CelKind.Null || (IsNumber && other.IsNumber);

    /// <summary>The type of what is either of one or of the other.</summary>
    public CelType Or(CelType other) => ReferenceEquals(this, other) || (Name == other.Name && Kind != CelKind.Structure) ? this : Dyn;
}

/// <summary>Kinds of values.</summary>
internal enum CelKind
{
    Dyn,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    Text,
    Bytes,
    Duration,
    Timestamp,
    Type,
    Quantity,
    Ip,
    Cidr,
    Url,
    List,
    Map,
    Structure,
    Optional,
}
