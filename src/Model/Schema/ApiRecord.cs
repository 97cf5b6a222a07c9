using Krewe.Model.Json;
using Krewe.Model.Protobuf;

namespace Krewe.Model.Schema;

/// <summary>
/// Base of every structure of the API. Values are immutable and equal when all their fields are, lists and maps by their items.
/// Fields that this version of Krewe does not know are kept as they came, so that an object survives a round trip through an older
/// server or client.
/// </summary>
/// <remarks>
/// Conventions for derived records, which the generator relies on: <c>sealed partial record</c>; each field is a
/// <see cref="FieldAttribute"/> property with an <c>init</c> accessor; optional scalars and structures are nullable and null means
/// absent; lists are <c>IReadOnlyList&lt;T&gt;</c> and maps <c>IReadOnlyDictionary&lt;string, T&gt;</c>, never null, initialized
/// with <c>[]</c> or <see cref="StringMap"/>, and absent when empty; a structure that is not nullable is initialized with <c>new()</c>
/// and always written, as <c>{}</c> when empty; bytes are <c>ReadOnlyMemory&lt;byte&gt;</c>, base64 in JSON. A record bears the name of
/// its schema in the Kubernetes API, a property that of its JSON field with a capital. A record that is a kind of its own but no
/// <see cref="Meta.ApiObject"/> bears a <see cref="TypeMetaAttribute"/>.
/// </remarks>
public abstract record ApiRecord
{
    /// <summary>Fields that no property declares, by JSON name; null when there are none.</summary>
    public UnknownFields? Unknown { get; init; }

    internal abstract void WriteJson(ref JsonFieldWriter writer);

    internal abstract void WriteProto(ref ProtoWriter writer);
}
