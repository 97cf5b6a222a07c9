namespace Krewe.Model.Schema;

/// <summary>The type of a field's value.</summary>
public sealed class FieldType
{
    private readonly Func<RecordSchema>? _record;
    private readonly Func<IReadOnlyList<string>>? _known;

    private FieldType(FieldKind kind, FieldType? item = null, Func<RecordSchema>? record = null, Func<IReadOnlyList<string>>? known = null) =>
        (Kind, Item, _record, _known) = (kind, item, record, known);

    /// <summary>The kind of value.</summary>
    public FieldKind Kind { get; }

    /// <summary>Type of the items of a list or of the values of a map; null for others.</summary>
    public FieldType? Item { get; }

    /// <summary>The structure, for a <see cref="FieldKind.Record"/>; null for others. Structures may contain themselves.</summary>
    public RecordSchema? Record => _record?.Invoke();

    /// <summary>True for a structure in whose place a yes or no may stand.</summary>
    public bool MayBeBoolean { get; private init; }

    /// <summary>The known values of an <see cref="FieldKind.Enum"/>; empty for others.</summary>
    public IReadOnlyList<string> KnownValues => _known?.Invoke() ?? [];

    /// <summary>A type that its kind says all about.</summary>
    public static FieldType Of(FieldKind kind) => Simple[(int)kind];

    /// <summary>A structure; the schema is fetched when it is asked for.</summary>
    public static FieldType Of<T>() where T : ApiRecord, IApiRecord<T> => new(FieldKind.Record, record: static () => T.Schema);

    /// <summary>A structure, or a yes or no in its place.</summary>
    public static FieldType OrBoolean<T>() where T : ApiRecord, IApiRecord<T> => new(FieldKind.Record, record: static () => T.Schema) { MayBeBoolean = true };

    /// <summary>A text with known values.</summary>
    public static FieldType EnumOf<T>() where T : struct, IOpenEnum<T> => new(FieldKind.Enum, known: static () => [.. T.Known.Select(k => k.Value)]);

    /// <summary>A list.</summary>
    public static FieldType ListOf(FieldType item) => new(FieldKind.List, item);

    /// <summary>A map with text keys.</summary>
    public static FieldType MapOf(FieldType value) => new(FieldKind.Map, value);

    /// <summary>As messages of Kubernetes name it: <c>int32</c>, <c>[]v1.Container</c>, <c>map[string]string</c>.</summary>
    public string GoName => Kind switch
    {
        FieldKind.String or FieldKind.Enum => "string",
        FieldKind.Boolean => "bool",
        FieldKind.Int32 => "int32",
        FieldKind.Int64 => "int64",
        FieldKind.Double => "float64",
        FieldKind.Bytes => "[]uint8",
        FieldKind.Time => "v1.Time",
        FieldKind.MicroTime => "v1.MicroTime",
        FieldKind.Quantity => "resource.Quantity",
        FieldKind.IntOrString => "intstr.IntOrString",
        FieldKind.Record => $"v1.{Record!.Name}",
        FieldKind.List => $"[]{Item!.GoName}",
        FieldKind.Map => $"map[string]{Item!.GoName}",
        _ => "runtime.RawExtension",
    };

    private static readonly FieldType[] Simple = [.. Enum.GetValues<FieldKind>().Select(kind => new FieldType(kind))];
}
