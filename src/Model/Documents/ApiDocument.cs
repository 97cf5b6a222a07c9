using System.Runtime.InteropServices;
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
/// No lock is needed, nor kept in every document: whoever is second to make one from the other throws it away, and the JSON is there before the object is let go.
/// </remarks>
public sealed class ApiDocument
{
    private byte[]? _json;
    private ApiObject? _object;
    private ObjectMeta? _metadata;
    private ApiDocument? _adopted;

    private ApiDocument(KindDefinition definition, long revision, byte[]? json, ApiObject? value)
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
            var read = ApiJson.Read(Definition, Volatile.Read(ref _json)!);
            Interlocked.CompareExchange(ref _metadata, read.Metadata, null);
            return Interlocked.CompareExchange(ref _object, read, null) ?? read;
        }
    }

    /// <summary>
    /// As much of the typed object as the control plane itself looks at: all of it, or all but the data where its kind only carries data.
    /// To look at, not to be written.
    /// </summary>
    public ApiObject Outline => Volatile.Read(ref _object) ?? (Definition.CarriesData ? Definition.Outline(Metadata) : Object);

    /// <summary>UTF-8 JSON with kind, apiVersion, metadata first; written on first use.</summary>
    public ReadOnlyMemory<byte> Json
    {
        get
        {
            if (Volatile.Read(ref _json) is { } known)
                return known;
            if (Volatile.Read(ref _object) is not { } value)
                return Volatile.Read(ref _json);
            var written = ToArray(ApiJson.Write(value));
            var json = Interlocked.CompareExchange(ref _json, written, null) ?? written;
            if (Definition.CarriesData)
                Volatile.Write(ref _object, null);
            return json;
        }
    }

    /// <summary>The metadata of <see cref="Object"/>.</summary>
    public ObjectMeta Metadata
    {
        get
        {
            if (Volatile.Read(ref _metadata) is { } known)
                return known;
            var value = Object;
            if (Definition.CarriesData)
                Volatile.Write(ref _object, null);
            return value.Metadata;
        }
    }

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
        if (Volatile.Read(ref _adopted) is { } known && ReferenceEquals(known.Definition, kind))
            return known;
        var original = Object;
        var value = adopt(original);
        var json = value.Definition.Gvk == Definition.Gvk && value.Equals(original) ? Volatile.Read(ref _json) : null;
        var made = new ApiDocument(kind, Revision, json, value);
        Volatile.Write(ref _adopted, made);
        return made;
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
        new(definition, revision, ToArray(json), null);

    // What storage and the writer of JSON hand over mostly is an array of its own already.
    private static byte[] ToArray(ReadOnlyMemory<byte> json) =>
        MemoryMarshal.TryGetArray(json, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : json.ToArray();
}
