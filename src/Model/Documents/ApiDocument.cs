using Krewe.Model.Kinds;
using Krewe.Model.Meta;

namespace Krewe.Model.Documents;

/// <summary>
/// One version of an API object as it is stored, sent and watched: canonical JSON with its <c>resourceVersion</c>, and the typed
/// object behind it, each made from the other when it is first asked for. Immutable; safe to share between threads and grains.
/// </summary>
/// <remarks>
/// Objects of kinds that only carry data (<see cref="KindDefinition.CarriesData"/>) are let go once their JSON is there, their metadata
/// excepted: hardly anybody but clients asks for the rest, and a hundred thousand of them would take as much memory again.
/// </remarks>
public sealed class ApiDocument
{
    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _json;
    private ApiObject? _object;
    private ObjectMeta? _metadata;
    private ApiDocument? _adopted;

    private ApiDocument(KindDefinition definition, long revision, ReadOnlyMemory<byte>? json, ApiObject? value)
    {
        Definition = definition;
        Revision = revision;
        _json = json;
        _object = value;
        _metadata = value?.Metadata;
    }

    /// <summary>What the object is.</summary>
    public KindDefinition Definition { get; }

    /// <summary>The <c>resourceVersion</c> as a number; 0 for an object that was never committed.</summary>
    public long Revision { get; }

    /// <summary>The typed object; parsed on first use.</summary>
    public ApiObject Object
    {
        get
        {
            if (Volatile.Read(ref _object) is { } known)
                return known;
            lock (_gate)
            {
                _object ??= ApiJson.Read(Definition, _json!.Value);
                _metadata ??= _object.Metadata;
                return _object;
            }
        }
    }

    /// <summary>UTF-8 JSON with kind, apiVersion, metadata first; written on first use.</summary>
    public ReadOnlyMemory<byte> Json
    {
        get
        {
            lock (_gate)
            {
                if (_json is not { } json)
                {
                    _json = json = ApiJson.Write(_object!);
                    if (Definition.CarriesData)
                        _object = null;
                }
                return json;
            }
        }
    }

    /// <summary>The metadata of <see cref="Object"/>.</summary>
    public ObjectMeta Metadata => Volatile.Read(ref _metadata) ?? Object.Metadata;

    /// <summary>Its key in its collection.</summary>
    public ObjectKey Key => new(Metadata.Namespace ?? "", Metadata.Name ?? "");

    /// <summary>Its identity among all objects.</summary>
    public ObjectId Id => new(Definition.Collection, Key);

    /// <summary>The typed object as <typeparamref name="T"/>.</summary>
    public T As<T>() where T : ApiObject => (T)Object;

    /// <summary>
    /// The document as one of another kind, made by <paramref name="adopt"/>; the last one is kept, because all who read a collection
    /// mostly want the same.
    /// </summary>
    internal ApiDocument As(KindDefinition kind, Func<ApiObject, ApiObject> adopt)
    {
        lock (_gate)
        {
            if (_adopted is { } known && ReferenceEquals(known.Definition, kind))
                return known;
        }
        var value = adopt(Object);
        var made = value.Definition.Gvk == Definition.Gvk && value.Equals(Object) && _json is { } json
            ? new ApiDocument(kind, Revision, json, value)
            : new ApiDocument(kind, Revision, null, value);
        lock (_gate)
            return _adopted = made;
    }

    /// <summary>Wraps an object that is about to be committed as <paramref name="revision"/>, which it carries from then on.</summary>
    public static ApiDocument Committed(ApiObject value, long revision) =>
        new(value.Definition, revision, null, value with
        {
            Metadata = value.Metadata with { ResourceVersion = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        });

    /// <summary>Wraps an object as it is, before any commit: what requests carry.</summary>
    public static ApiDocument Draft(ApiObject value) => new(value.Definition, 0, null, value);

    /// <summary>Wraps JSON that was stored as <paramref name="revision"/> and carries it.</summary>
    public static ApiDocument Stored(KindDefinition definition, long revision, ReadOnlyMemory<byte> json) =>
        new(definition, revision, json, null);
}
